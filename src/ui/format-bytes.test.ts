import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes } from './format-bytes.ts'
import * as en from './languages/en.ts'
import * as ur from './languages/ur.ts'

const locales = [en.about.locale, ur.about.locale]
const units: Record<string, number> = { kB: 1e3, MB: 1e6, GB: 1e9 }
const sizes = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true }).map(Math.floor))

describe.each(locales)('bytes in %s', (locale) => {
  it('are said in a unit of which there are fewer than a thousand, and rounded by no more than half of what is left out', () =>
    fc.assert(
      fc.property(sizes, (bytes) => {
        const said = formatBytes(bytes, locale)
        const [, amount = '', unit = ''] = /^([\d.,]+)\s?(kB|MB|GB)$/.exec(said) ?? []
        const count = Number(amount.replaceAll(',', ''))
        expect(units, said).toHaveProperty(unit)
        if (unit !== 'GB') expect(count).toBeLessThan(1000)
        const size = units[unit] ?? Number.NaN
        const step = unit === 'kB' ? size : size / 10
        // A file of a few bytes is not nothing: it is told as one kB.
        const off = bytes > 0 && bytes < 500 ? size : step / 2 + 1e-3
        expect(Math.abs(count * size - bytes)).toBeLessThanOrEqual(off)
        expect(bytes === 0).toBe(count === 0)
      }),
    ))

  it('never go down where there are more of them', () =>
    fc.assert(
      fc.property(sizes, sizes, (one, other) => {
        const told = (bytes: number) => {
          const [, amount = '', unit = ''] = /^([\d.,]+)\s?(kB|MB|GB)$/.exec(formatBytes(bytes, locale)) ?? []
          return Number(amount.replaceAll(',', '')) * (units[unit] ?? Number.NaN)
        }
        expect(told(Math.min(one, other))).toBeLessThanOrEqual(told(Math.max(one, other)))
      }),
    ))

  it.each([
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [999_949_999, '999.9 MB'],
    [999_950_000, '1 GB'],
    [2_340_000_000, '2.3 GB'],
  ])('%i are %s', (bytes, said) => {
    expect(formatBytes(bytes, locale)).toBe(said)
  })
})
