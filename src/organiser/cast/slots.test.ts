import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameSamples } from './rungs.ts'
import { frameEdge, mediaEnd, runDate, type Slot, slotOf } from './slots.ts'

const rates = fc.constantFrom(24_000, 48_000)
const lengths = fc.constantFrom(2, 3, 4)

describe('frames of a segment', () => {
  it('begin within half a frame of the segment, however long the evening', () => {
    fc.assert(
      fc.property(fc.nat(20_000), lengths, rates, (k, segment, rate) => {
        const begins = (frameEdge(k, segment, rate) * frameSamples) / rate
        expect(Math.abs(begins - k * segment)).toBeLessThanOrEqual(frameSamples / rate / 2 + 1e-9)
      }),
    )
  })
  it('keep EXTINF within what TARGETDURATION allows (rounded, RFC 8216bis 4.4.3.1)', () => {
    fc.assert(
      fc.property(fc.nat(20_000), lengths, rates, (k, segment, rate) => {
        const frames = frameEdge(k + 1, segment, rate) - frameEdge(k, segment, rate)
        expect(Math.round((frames * frameSamples) / rate)).toBe(segment)
      }),
    )
  })
})

describe('runs', () => {
  const runs = fc.array(
    fc.record({
      whole: fc.nat(20),
      rest: fc.double({ min: 0.05, max: 3.9, noNaN: true }),
      waitMs: fc.integer({ min: -9000, max: 60_000 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  it('follow each other: no media time is lost or used twice, no date goes back', () => {
    fc.assert(
      fc.property(runs, (history) => {
        const slots: Slot[] = []
        let clock = Date.UTC(2027, 0, 9)
        for (const { whole, rest, waitMs } of history) {
          clock += waitMs
          const run = { first: slots.length, start: mediaEnd(slots), date: runDate(slots, clock) }
          for (let k = 0; k < whole; k++) slots.push(slotOf(run, k, 4))
          slots.push(slotOf(run, whole, 4, rest))
          clock = run.date + (whole * 4 + rest) * 1000
        }
        for (const [n, slot] of slots.entries()) {
          const before = slots[n - 1]
          if (!before) continue
          expect(slot.start).toBeCloseTo(before.start + before.seconds, 6)
          expect(slot.date).toBeGreaterThanOrEqual(before.date + before.seconds * 1000 - 1)
          // Where nothing says otherwise, the date is the one before and its length.
          if (!slot.discontinuity) expect(slot.date).toBeCloseTo(before.date + before.seconds * 1000, 3)
        }
        expect(slots.filter(({ discontinuity }) => discontinuity)).toHaveLength(history.length - 1)
      }),
    )
  })
})
