import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeze, inLoop, liveCount, programDateTime, type Timeline, thaw } from './timeline.ts'

const fresh: Timeline = { startsAt: 1_000_000, segmentMs: 4000, pauses: [], frozenAt: null }

/** Timelines with any history of cuts, and the time after the last one. */
const histories = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 90_000 })), { maxLength: 6 })
  .map((cuts) => {
    let now = fresh.startsAt
    let timeline = fresh
    for (const [runs, cut] of cuts) {
      now += runs
      timeline = freeze(timeline, now)
      now += cut
      timeline = thaw(timeline, now)
    }
    return { timeline, now }
  })

describe('live segments', () => {
  it('counts a segment once all of it has been spoken', () => {
    expect(liveCount(fresh, 1_000_000)).toBe(0)
    expect(liveCount(fresh, 1_003_999)).toBe(0)
    expect(liveCount(fresh, 1_004_000)).toBe(1)
    expect(liveCount(fresh, 999)).toBe(0)
  })
  it('never takes one back, whatever the cuts', () => {
    fc.assert(
      fc.property(histories, fc.nat(100_000), fc.nat(100_000), ({ timeline, now }, a, b) => {
        expect(liveCount(timeline, now + a + b)).toBeGreaterThanOrEqual(liveCount(timeline, now + a))
      }),
    )
  })
  it('stops at a cut and goes on from there', () => {
    const cut = freeze(fresh, 1_010_000)
    expect(liveCount(cut, 5_000_000)).toBe(2)
    const back = thaw(cut, 1_060_000)
    expect(liveCount(back, 1_060_000)).toBe(2)
    expect(liveCount(back, 1_062_000)).toBe(3)
  })
  it('lists a segment only after it began and lasted', () => {
    fc.assert(
      fc.property(histories, fc.nat(100_000), ({ timeline, now }, later) => {
        const count = liveCount(timeline, now + later)
        if (count > 0)
          expect(programDateTime(timeline, count - 1) + timeline.segmentMs).toBeLessThanOrEqual(now + later)
      }),
    )
  })
})

describe('dates', () => {
  it('follow each other without overlap', () => {
    fc.assert(
      fc.property(histories, fc.nat(500), ({ timeline }, n) => {
        const gap = programDateTime(timeline, n + 1) - programDateTime(timeline, n)
        expect(gap).toBeGreaterThanOrEqual(timeline.segmentMs)
      }),
    )
  })
  it('of what was already said never change, neither by a cut nor by its end', () => {
    fc.assert(
      fc.property(histories, fc.nat(60_000), fc.nat(60_000), ({ timeline, now }, runs, cut) => {
        const before = Array.from({ length: liveCount(timeline, now + runs) }, (_, n) =>
          programDateTime(timeline, n),
        )
        const after = thaw(freeze(timeline, now + runs), now + runs + cut)
        expect(before.map((_, n) => programDateTime(after, n))).toEqual(before)
      }),
    )
  })
  it('of what is said after a cut tell the cut', () => {
    const back = thaw(freeze(fresh, 1_010_000), 1_060_000)
    expect([1, 2, 3].map((n) => programDateTime(back, n))).toEqual([1_004_000, 1_008_000, 1_062_000])
    const atAnEdge = thaw(freeze(fresh, 1_008_000), 1_060_000)
    expect([1, 2].map((n) => programDateTime(atAnEdge, n))).toEqual([1_004_000, 1_060_000])
  })
})

it('finds a segment in its loop', () => {
  expect(inLoop(0, 60)).toEqual({ loop: 0, segment: 0 })
  expect(inLoop(125, 60)).toEqual({ loop: 2, segment: 5 })
})
