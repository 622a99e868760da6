import { describe, expect, it } from 'vitest'
import type { Segment } from '../hls/media-playlist.ts'
import { insideSegment, startPlace } from './place.ts'

const segments = Array.from({ length: 5 }, (_, number): Segment => {
  const programme = 1000 + number * 4000
  return { number, uri: `s${number}`, duration: 4, programme, range: null, map: null, part: 0 } as Segment
})

describe('a place to begin at', () => {
  it('is well inside of one segment, so that the first word waits for one alone', () => {
    for (const place of [4990, 5000, 5010, 5400]) expect(insideSegment(place, segments)).toBe(5500)
    expect(insideSegment(7000, segments)).toBe(7000)
    // In the last half second of one it is the next that is begun with.
    expect(insideSegment(8700, segments)).toBe(9500)
  })

  it('is left where nothing is listed, or nothing after it', () => {
    expect(insideSegment(7000, [])).toBe(7000)
    expect(insideSegment(90_000, segments)).toBe(90_000)
  })
})

describe('a broadcast that is over', () => {
  const window = { start: 1_000_000, end: 5_000_000 }
  it('begins with its first word, or where one was', () => {
    expect(startPlace(null, window, null)).toBe(1_000_000)
    expect(startPlace(4_000_000, window, null)).toBe(4_000_000)
    expect(startPlace(4_989_000, window, null)).toBe(4_989_000)
    expect(startPlace(4_985_000, window, 20)).toBe(4_985_000)
  })

  it('begins anew for who has heard it to its end', () => {
    for (const left of [4_990_000, 5_000_000, 5_001_000])
      expect(startPlace(left, window, null)).toBe(1_000_000)
    // One that goes on does not.
    expect(startPlace(4_999_000, window, 20)).toBe(4_999_000)
  })
})
