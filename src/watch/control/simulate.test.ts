import { describe, expect, it } from 'vitest'
import { capacities, limitOf } from '../../../tests/bench/limit.ts'
import { links } from '../../../tests/bench/links.ts'
import { rates } from '../../../tests/bench/rates.ts'
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
    {
      seconds,
      behind,
      voiceKbps: ladder.voice,
      videoKbps: ladder.pictures[0] ?? 0,
      segmentSeconds: ladder.segment,
    },
  )

describe('over a thousand links of changing strength', () => {
  for (const behind of [20, 60])
    it(`${behind} s behind live: skips nothing, stalls where foresight does, and shows most of what it could`, () => {
      let [shown, couldBeShown, stalledAlone, stalledBesidePictures] = [0, 0, 0, 0]
      for (const [index, link] of thousand.entries()) {
        const ours = simulate({ link, ladder, behind, pictures: true })
        const alone = simulate({ link, ladder, behind, pictures: false })
        const limit = best(link, behind)
        const name = `link ${index + 1}`
        expect(Math.abs(ours.skipped), name).toBeLessThan(1e-6)
        expect(ours.start + ours.heard + ours.stalled, name).toBeCloseTo(seconds, 6)
        // The voice alone is as good as foresight, but for the grain of both computations.
        expect(ours.heard, name).toBeLessThanOrEqual(limit.heard * seconds + 0.2)
        expect(alone.heard, name).toBeGreaterThan(limit.heard * seconds - ladder.segment - 1e-6)
        // A picture was beside it when the link fell.
        expect(ours.stalled, name).toBeLessThanOrEqual(alone.stalled + 2.5 * ladder.segment)
        if (alone.stalled > 0) stalledAlone++
        if (ours.stalled > 0 && alone.stalled === 0) stalledBesidePictures++
        shown += ours.shown
        couldBeShown += limit.video * seconds
      }
      expect(stalledAlone).toBeGreaterThan(behind === 20 ? 500 : 50)
      // 2 and 15 of a thousand: far behind, pictures are fetched before the last of the voice is here.
      expect(stalledBesidePictures).toBeLessThanOrEqual(20)
      expect(shown / couldBeShown).toBeGreaterThan(0.8)
    })
})

const traceSeconds = 150
const heardAtLeast = 0.9
describe('over every link of the bench', () => {
  const { voiceKbps, videoKbps, segmentSeconds } = rates()
  const real: Ladder = { pictures: [videoKbps, 2.5 * videoKbps], voice: voiceKbps, segment: segmentSeconds }
  for (const [name, trace] of links)
    it(`${name}: heard as far as the link carries it, and shown for half of what foresight shows at least`, () => {
      const link = capacities(trace, traceSeconds, 200).map((kbit) => kbit * 5)
      const ours = simulate({
        link,
        stepMs: 200,
        ladder: real,
        behind: 60,
        pictures: true,
        rttMs: 60,
        opening: 24,
        beside: 1.5,
      })
      const limit = limitOf(trace, { seconds: traceSeconds, voiceKbps, videoKbps, segmentSeconds })
      expect(Math.abs(ours.skipped)).toBeLessThan(1e-6)
      expect(ours.heard / traceSeconds / limit.heard).toBeGreaterThan(heardAtLeast)
      // Two segments may be the whole of what a link can show.
      if (name !== 'steady-30') expect(ours.shown / traceSeconds / limit.video).toBeGreaterThan(0.47)
      if (name === 'steady-1000') expect(ours.shown / traceSeconds).toBeGreaterThan(0.94)
      if (name.startsWith('outage')) expect(ours.shown / traceSeconds).toBeGreaterThan(0.85)
      if (name === 'square') expect(ours.shown / traceSeconds).toBeGreaterThan(0.8)
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
    for (const kbps of [26, 30, 40, 64]) expect(steady(kbps)).toMatchObject({ stalled: 0 })
    expect(steady(26).shown).toBe(0)
  })
})
