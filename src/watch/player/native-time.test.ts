import { describe, expect, it } from 'vitest'
import { anchorOf, programmeAt, reanchored, timeAt } from './native-time.ts'

/** Segments of 4 s from number 10 on; the speaker was cut for a minute before number 13. */
const segments = Array.from({ length: 6 }, (_, n) => ({
  number: 10 + n,
  duration: 4,
  programme: 1_000_000 + n * 4000 + (n >= 3 ? 60_000 : 0),
}))
const unknown = { startDate: null, seekableFrom: null, ended: false }

describe('media time where the browser reads the playlist', () => {
  it('is counted from the date of its start', () => {
    const anchor = anchorOf(segments, { ...unknown, startDate: 1_000_000 - 30_000 })!
    expect(timeAt(segments, anchor, 1_000_000)).toBe(30)
    expect(programmeAt(segments, anchor, 31)).toBe(1_001_000)
  })

  it('knows a start between two segments', () => {
    const anchor = anchorOf(segments, { ...unknown, startDate: 1_005_000 })!
    expect(programmeAt(segments, anchor, 0)).toBe(1_005_000)
  })

  it('is counted from what can be sought, over a pause of the broadcast, there and back', () => {
    const anchor = anchorOf(segments, { ...unknown, seekableFrom: 5 })!
    for (const time of [5, 8.5, 16.9, 17, 20.25]) {
      const programme = programmeAt(segments, anchor, time)!
      expect(timeAt(segments, anchor, programme)).toBeCloseTo(time)
    }
    expect(programmeAt(segments, anchor, 17)).toBe(1_072_000)
  })

  it('begins at the last three segments of a live playlist, where nothing else is told', () => {
    expect(anchorOf(segments, unknown)).toEqual({ number: 13, time: 0 })
    expect(anchorOf(segments, { ...unknown, ended: true })).toEqual({ number: 10, time: 0 })
    expect(anchorOf([], unknown)).toBeNull()
  })

  it('stays where it is while the window moves', () => {
    const anchor = reanchored(segments, anchorOf(segments, { ...unknown, seekableFrom: 0 })!)
    const moved = segments.slice(4)
    expect(programmeAt(moved, anchor, 17)).toBe(programmeAt(segments, anchor, 17))
    expect(programmeAt(segments.slice(0, 2), anchor, 17)).toBeNull()
  })
})
