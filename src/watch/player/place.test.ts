import { describe, expect, it } from 'vitest'
import type { Segment } from '../hls/media-playlist.ts'
import { insideSegment } from './place.ts'

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
