import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../shared/bytes.ts'
import { slateInit, slateSegment } from '../voice/slate-media.ts'
import { looksLikeSegment } from './media-format.ts'

const transport = Uint8Array.from({ length: 188 * 8 }, (_, at) => (at % 188 === 0 ? 0x47 : at & 0x3f))
const fits = (kind: 'text' | 'voice' | 'video', bytes: Uint8Array, whole = true) =>
  looksLikeSegment(kind, [bytes.subarray(0, 7), bytes.subarray(7)], whole)

describe('whether bytes can be a segment', () => {
  it('takes what broadcasts are made of', () => {
    expect(fits('video', slateInit())).toBe(true)
    expect(fits('voice', slateSegment(1, 4, 4))).toBe(true)
    expect(fits('video', transport)).toBe(true)
    expect(fits('voice', Uint8Array.of(0x49, 0x44, 0x33, ...new Uint8Array(20)))).toBe(true)
    expect(fits('text', readFileSync('public/broadcast/text-ur.vtt'))).toBe(true)
  })

  it('takes no page, no error in words, no playlist', () => {
    for (const text of ['<!doctype html><html>', '{"error":"not found"}', '#EXTM3U\n#EXT-X-TARGETDURATION:4'])
      for (const kind of ['text', 'voice', 'video'] as const)
        for (const whole of [true, false]) expect(fits(kind, utf8(text), whole)).toBe(false)
  })

  it('notices where a file was cut short or put together from two', () => {
    const segment = slateSegment(1, 4, 4)
    expect(fits('voice', segment.subarray(0, 40), false)).toBe(true)
    expect(fits('voice', segment.subarray(0, segment.length - 5))).toBe(false)
    expect(fits('video', transport.subarray(0, 400))).toBe(false)
    const glued = new Uint8Array(transport.length)
    glued.set(transport.subarray(0, 300))
    glued.set(transport.subarray(310), 300)
    expect(fits('video', glued)).toBe(false)
  })
})
