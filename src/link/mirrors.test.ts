import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answered,
  asked,
  available,
  choose,
  dueProbe,
  type FailureKind,
  failed,
  newStanding,
  patienceMs,
  probed,
  probeWait,
  raced,
  type Standing,
  shouldRace,
} from './mirrors.ts'

const kinds = ['refused', 'silent', 'slow', 'missing', 'server', 'wrong', 'portal', 'frozen'] as const
const kind = fc.constantFrom<FailureKind>(...kinds)
const dice = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

/** What may happen to mirrors, one thing after the other. */
const event = fc.record({
  wait: fc.nat(20_000),
  place: fc.nat(4),
  what: fc.option(kind, { nil: null }),
  bytes: fc.nat(50_000),
  random: dice,
})
const play = (count: number, events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[]) => {
  let now = 1_000_000
  let standing = newStanding(count, now, () => 0.5)
  for (const { wait, place, what, bytes, random } of events) {
    now += wait
    const at = place % count
    standing = asked(standing, at, now)
    standing = what ? failed(standing, at, what, now, () => random) : answered(standing, at, now, bytes, 500)
  }
  return { standing, now }
}
const world = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.array(event, { maxLength: 40 }))

describe('which mirror is asked', () => {
  it('is never one that is avoided while another can be asked', () =>
    fc.assert(
      fc.property(world, ([count, events]) => {
        const { standing, now } = play(count, events)
        const place = choose(standing, now)
        const open = available(standing, now)
        if (open.length > 0) expect(open).toContain(place)
        else {
          const longestAgo = Math.min(...standing.scores.map(({ askedAt }) => askedAt))
          expect(standing.scores[place]?.askedAt).toBe(longestAgo)
        }
      }),
    ))

  it('stays the same while it works, whatever the others do', () =>
    fc.assert(
      fc.property(world, fc.array(event), ([count, events], more) => {
        let { standing, now } = play(count, events)
        const place = choose(standing, now)
        standing = answered({ ...standing, current: place }, place, now, 20_000, 500)
        if ((standing.scores[place]?.avoidUntil ?? 0) > now) return
        for (const { wait, place: at, what, bytes, random } of more) {
          now += wait
          const other = at % count
          if (other === place || !what) standing = answered(standing, place, now, bytes, 500)
          else standing = failed(standing, other, what, now, () => random)
          expect(choose(standing, now)).toBe(place)
        }
      }),
    ))

  it('is the one that is wished for most among those that work', () =>
    fc.assert(
      fc.property(world, fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), ([count, events], ranks) => {
        const { standing: before, now } = play(count, events)
        const scores = before.scores.map((score, at) => ({ ...score, rank: ranks[at] ?? 0 }))
        const standing = { ...before, scores }
        const rankOf = (place: number) => scores[place]?.rank ?? 0
        const well = available(standing, now).filter((place) => scores[place]?.failures === 0)
        const place = choose(standing, now)
        for (const other of well) expect(rankOf(place)).toBeLessThanOrEqual(rankOf(other))
      }),
    ))

  it('is not one that is wished for and has just died: a minute passes, or it answers', () => {
    const [now, half] = [1_000_000, () => 0.5]
    const even = newStanding(2, now, half)
    const wished = { ...even, scores: even.scores.map((score, rank) => ({ ...score, rank })) }
    expect(choose({ ...wished, current: 1 }, now)).toBe(0)
    const dead = answered(failed(wished, 0, 'refused', now, half), 1, now, 9000, 100)
    expect(choose(dead, now + 20_000)).toBe(1)
    expect(choose(answered(dead, 0, now + 20_000, 0, 0), now + 20_000)).toBe(0)
    expect(choose(dead, now + 60_000)).toBe(0)
  })

  it('is each in its turn where all fail, and none is avoided for more than five minutes', () =>
    fc.assert(
      fc.property(world, kind, dice, ([count, events], what, random) => {
        let { standing, now } = play(count, events)
        for (let at = 0; at < count; at++) standing = failed(standing, at, what, now, () => random)
        now += 100
        const turns = new Set<number>()
        for (let tries = 0; tries < count; tries++) {
          const place = choose(standing, now)
          turns.add(place)
          standing = failed(standing, place, what, now, () => random)
          expect((standing.scores[place]?.avoidUntil ?? 0) - now).toBeLessThanOrEqual(300_000)
          now += 100
        }
        expect(turns.size).toBe(count)
      }),
    ))

  it('is another one at once after a failure, where one may be asked', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), kind, dice, (count, what, random) => {
        const standing = failed(
          newStanding(count, 0, () => 0),
          0,
          what,
          0,
          () => random,
        )
        expect(choose(standing, 0)).not.toBe(0)
      }),
    ))

  it('is the one that is wished for as long as it works, and the next one where it does not', () => {
    const equal = newStanding(3, 0, () => 0)
    const standing: Standing = {
      ...equal,
      scores: equal.scores.map((score, at) => ({ ...score, rank: [2, 1, 0][at] ?? 0 })),
    }
    expect(choose(standing, 0)).toBe(2)
    expect(choose(failed(standing, 2, 'refused', 0, Math.random), 0)).toBe(1)
    expect(choose(failed(standing, 2, 'refused', 0, Math.random), 60_000)).toBe(2)
  })

  it('forgives a good answer, but not what is slow or frozen and answers all the same', () => {
    const one = newStanding(2, 0, () => 0)
    expect(available(answered(failed(one, 0, 'server', 0, Math.random), 0, 1, 0, 1), 1)).toContain(0)
    for (const what of ['slow', 'frozen'] as const)
      expect(available(answered(failed(one, 0, what, 0, Math.random), 0, 1, 9000, 1), 1)).toEqual([1])
  })
})

describe('looking after the others', () => {
  it('happens once in some minutes, never to the one in use', () =>
    fc.assert(
      fc.property(world, dice, ([count, events], random) => {
        let { standing, now } = play(count, events)
        let probes = 0
        const until = now + 3_600_000
        for (; now < until; now += 4000) {
          const place = dueProbe(standing, now)
          if (place === null) continue
          expect(place).not.toBe(choose(standing, now))
          standing = asked(
            probed(standing, now, () => random),
            place,
            now,
          )
          probes++
        }
        expect(probes).toBeLessThanOrEqual(count > 1 ? 3_600_000 / probeWait.least : 0)
        if (count > 1) expect(probes).toBeGreaterThanOrEqual(3_600_000 / probeWait.most - 2)
      }),
      { numRuns: 20 },
    ))
})

describe('a race', () => {
  const calm = { openMs: 3000, quietMs: 100, kbps: 200, open: 1, urgent: false, usualMs: 200 }
  const standing = newStanding(2, 0, () => 0)

  it('begins where a connection is silent or trickles, and not where the link is shared', () => {
    expect(shouldRace(standing, calm, 0)).toBe(false)
    expect(shouldRace(standing, { ...calm, kbps: 8 }, 0)).toBe(true)
    expect(shouldRace(standing, { ...calm, quietMs: 3000 }, 0)).toBe(true)
    expect(shouldRace(standing, { ...calm, quietMs: 1500, urgent: true }, 0)).toBe(true)
    // 30 kbit/s, shared by two files of the voice.
    expect(shouldRace(standing, { ...calm, kbps: 15, open: 2, urgent: true }, 0)).toBe(false)
    expect(shouldRace(standing, { ...calm, kbps: 15, urgent: true }, 0)).toBe(true)
  })

  it('that brought nothing is not soon tried again; the wait doubles, up to five minutes', () => {
    let lost = standing
    const waits = Array.from({ length: 8 }, () => {
      lost = raced(lost, false, 0, () => 1)
      return lost.races.next
    })
    expect(waits.slice(0, 3)).toEqual([15_000, 30_000, 60_000])
    expect(waits.at(-1)).toBe(300_000)
    expect(shouldRace(lost, { ...calm, kbps: 8 }, 299_999)).toBe(false)
    expect(
      shouldRace(
        raced(lost, true, 0, () => 1),
        { ...calm, kbps: 8 },
        0,
      ),
    ).toBe(true)
  })

  it('waits longer on links whose answers take long, but never so long that three seconds of voice run out', () => {
    expect(patienceMs(100, true)).toBe(1500)
    expect(patienceMs(null, true)).toBe(2000)
    expect(patienceMs(900, true)).toBe(2700)
    expect(patienceMs(9000, true)).toBe(4000)
  })
})
