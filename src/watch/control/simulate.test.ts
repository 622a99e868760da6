import { describe, expect, it } from 'vitest'
import { limitOf } from '../../../tests/bench/limit.ts'
import type { Ladder } from './controller.ts'
import { simulate } from './simulate.ts'

const ladder: Ladder = { pictures: [80, 215], voice: 24, segment: 4 }
const strengths = [0, 0, 10, 20, 30, 40, 64, 100, 200, 500, 1000]
const seconds = 180

/** Small seeded generator (mulberry32), 0 to 1: the same thousand links every time. */
const random = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
/** Spells of 1 to 40 s, mostly short, each around one strength and none of its seconds like another; one in five is dead. */
const linkOf = (seed: number): number[] => {
  const next = random(seed)
  const link: number[] = []
  while (link.length < seconds) {
    const strength = strengths[Math.floor(next() * strengths.length)] ?? 0
    for (let left = 1 + Math.floor(next() ** 2 * 40); left > 0; left--) link.push(strength * (0.5 + next()))
  }
  return link.slice(0, seconds)
}
const thousand = Array.from({ length: 1000 }, (_, index) => linkOf(index + 1))
const best = (link: readonly number[], behind: number) =>
  limitOf(
    link.map((kbps) => ({ ms: 1000, kbps })),
    { seconds, behind, voiceKbps: ladder.voice, videoKbps: ladder.pictures[0] ?? 0 },
  )

describe('over a thousand links of changing strength', () => {
  for (const behind of [20, 60])
    it(`${behind} s behind live: skips nothing, and pictures cost the voice one segment at most`, () => {
      let [shown, couldBeShown] = [0, 0]
      for (const [index, link] of thousand.entries()) {
        const ours = simulate({ link, ladder, behind, pictures: true })
        const alone = simulate({ link, ladder, behind, pictures: false })
        const limit = best(link, behind)
        const name = `link ${index + 1}`
        expect(Math.abs(ours.skipped), name).toBeLessThan(1e-6)
        expect(ours.start + ours.heard + ours.stalled, name).toBeCloseTo(seconds, 6)
        // Only whole segments come: the one a picture was beside when the link fell may be late.
        expect(ours.stalled, name).toBeLessThanOrEqual(alone.stalled + ladder.segment + 0.01)
        // Silence only where foresight has it too, but for whole segments: one is not yet listed, one not yet whole, one shared.
        expect(ours.heard, name).toBeLessThanOrEqual(limit.heard * seconds + 1e-6)
        expect(ours.heard, name).toBeGreaterThanOrEqual(limit.heard * seconds - 3 * ladder.segment)
        shown += ours.shown
        couldBeShown += limit.video * seconds
      }
      // The voice is not simply bought by giving up the picture.
      expect(shown / couldBeShown).toBeGreaterThan(0.4)
    })
})

describe('over a link that does not change', () => {
  const steady = (kbps: number) =>
    simulate({ link: Array<number>(120).fill(kbps), ladder, behind: 20, pictures: true })

  it('shows pictures nearly all the time where it is good', () => {
    const { stalled, shown } = steady(1000)
    expect(stalled).toBe(0)
    expect(shown / 120).toBeGreaterThan(0.85)
  })

  it('says every word where it carries the voice and no more', () => {
    for (const kbps of [26, 30, 40, 64]) expect(steady(kbps)).toMatchObject({ stalled: 0, shown: 0 })
  })
})
