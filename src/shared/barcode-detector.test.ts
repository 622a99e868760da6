import { afterEach, expect, it, vi } from 'vitest'
import { qrDetector } from './barcode-detector.ts'

/** A system that reads these formats; jsdom and Node have none. */
const system = (formats: readonly string[]) =>
  class {
    static getSupportedFormats = async () => formats
    readonly asked: readonly string[]
    constructor(options: { formats: readonly string[] }) {
      this.asked = options.formats
    }
    detect = async () => [{ rawValue: this.asked.join() }]
  }

afterEach(() => vi.unstubAllGlobals())

it('is the system’s own reader of QR codes', async () => {
  vi.stubGlobal('BarcodeDetector', system(['ean_13', 'qr_code']))
  expect(await (await qrDetector())?.detect(null)).toEqual([{ rawValue: 'qr_code' }])
})

it.each([
  ['there is none', undefined],
  ['the phone has it, and no format', system([])],
  ['it reads other codes only', system(['ean_13'])],
  ['its service is gone', { getSupportedFormats: () => Promise.reject(new Error('no service')) }],
])('is none where %s', async (_, present) => {
  vi.stubGlobal('BarcodeDetector', present)
  expect(await qrDetector()).toBeNull()
})
