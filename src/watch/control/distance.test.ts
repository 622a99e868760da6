import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterAbsence,
  farthest,
  type History,
  leastDistance,
  mostDistance,
  nearest,
  newHistory,
  observe,
  type Spell,
  speedFor,
} from './distance.ts'

const calm: Spell = { lasted: 0.2, busy: false, came: 0, voice: 24, overdue: 0 }
const dead: Spell = { ...calm, busy: true }
const live = (history: History, spell: Spell, seconds: number): History => {
  let now = history
  for (let at = 0; at < seconds; at += spell.lasted) now = observe(now, spell)
  return now
}
const spells = fc.record({
  lasted: fc.double({ min: 0.05, max: 5, noNaN: true }),
  busy: fc.boolean(),
  came: fc.double({ min: 0, max: 500, noNaN: true }),
  voice: fc.constantFrom(16, 24, 64),
  overdue: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 300, noNaN: true })),
})
const histories = fc.array(spells, { maxLength: 60 }).map((all) => all.reduce(observe, newHistory))

describe('the distance', () => {
  it('is great on a link that nobody knows, and small after an evening of calm', () => {
    expect(mostDistance(newHistory)).toBe(farthest)
    expect(leastDistance(newHistory)).toBe(nearest)
    expect(mostDistance(live(newHistory, calm, 3600))).toBe(nearest)
  })

  it('covers the holes that were seen, and forgets them by and by', () => {
    const cut = live(live(newHistory, calm, 3600), dead, 30)
    expect(leastDistance(cut)).toBeGreaterThan(40)
    expect(leastDistance(live(cut, calm, 600))).toBeLessThan(leastDistance(cut))
    expect(leastDistance(live(cut, calm, 7200))).toBe(nearest)
  })

  it('counts a list that does not come as a hole, too', () => {
    expect(leastDistance(observe(newHistory, { ...calm, overdue: 30 }))).toBeGreaterThan(40)
  })

  it('is no greater for a link that brings the voice as fast as it is spoken, however slowly that is', () => {
    const lean: Spell = { ...calm, busy: true, came: 25 * 0.2 }
    expect(leastDistance(live(newHistory, lean, 600))).toBe(nearest)
  })

  it('stays within its bounds, the least below the most', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(leastDistance(history)).toBeGreaterThanOrEqual(nearest)
        expect(mostDistance(history)).toBeLessThanOrEqual(farthest)
        expect(leastDistance(history)).toBeLessThanOrEqual(mostDistance(history))
      }),
    )
  })

  it('does not shrink when a link gets worse', () => {
    fc.assert(
      fc.property(histories, spells, (history, spell) => {
        const better = observe(history, spell)
        const worse = observe(history, { ...spell, busy: true, came: 0, overdue: spell.overdue + 1 })
        expect(leastDistance(worse)).toBeGreaterThanOrEqual(leastDistance(better))
        expect(mostDistance(worse)).toBeGreaterThanOrEqual(mostDistance(better))
      }),
    )
  })

  it('of a link that was known is a stranger’s again after days', () => {
    const known = live(newHistory, calm, 3600)
    expect(mostDistance(afterAbsence(known, 600))).toBeLessThan(10)
    expect(mostDistance(afterAbsence(known, 30 * 86_400))).toBeCloseTo(farthest, 3)
  })
})

describe('the speed', () => {
  const known = live(newHistory, calm, 3600)
  const listening = fc.record({
    behind: fc.double({ min: 0, max: 600, noNaN: true }),
    voiceAhead: fc.double({ min: 0, max: 120, noNaN: true }),
  })

  it('is never heard, and 1 for whoever has gone back to an earlier part', () => {
    fc.assert(
      fc.property(histories, listening, fc.constantFrom(0.94, 1, 1.06), (history, where, now) => {
        const speed = speedFor(history, where, now)
        expect(Math.abs(speed - 1)).toBeLessThanOrEqual(0.06 + 1e-9)
        if (where.behind > 2 * farthest) expect(speed).toBe(1)
      }),
    )
  })

  it('hurries nobody who would have to wait for it', () => {
    expect(speedFor(known, { behind: 50, voiceAhead: 45 }, 1)).toBe(1.06)
    expect(speedFor(known, { behind: 50, voiceAhead: 20 }, 1)).toBe(1)
    expect(speedFor(known, { behind: 50, voiceAhead: 3 }, 1.06)).toBe(1)
  })

  it('brings whoever is off to the distance, and then leaves it alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 119, noNaN: true }), (from) => {
        const cut = live(known, dead, 10)
        let [behind, speed, changes] = [from, 1, 0]
        for (let at = 0; at < 3600; at++) {
          const next = speedFor(cut, { behind, voiceAhead: behind - 2 }, speed)
          if ((next === 1) !== (speed === 1)) changes++
          speed = next
          behind += 1 - speed
        }
        expect(behind).toBeGreaterThan(leastDistance(cut) - 4)
        expect(behind).toBeLessThan(mostDistance(cut) + 4)
        expect(changes).toBeLessThanOrEqual(2)
      }),
      { numRuns: 50 },
    )
  })
})
