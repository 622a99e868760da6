import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Control, decide, type Ladder, newControl, pictureMayStart, type Sample } from './controller.ts'
import { estimateOf, measure, newMeter } from './meter.ts'
import { rungOf } from './rung.ts'

const ladder: Ladder = { pictures: [80, 215], voice: 24, segment: 4 }
const calm: Sample = {
  now: 0,
  kbps: 1000,
  voiceAhead: 16,
  voiceMissing: 0,
  pictureAhead: 6,
  pictureLoading: false,
  playing: true,
}

/** Decides five times a second for `ms` under the same conditions. */
const live = (control: Control, sample: Sample, from: number, ms: number, pinned = false) => {
  let now = from
  let preempted = false
  for (; now < from + ms; now += 200) {
    const decision = decide(control, { ...sample, now }, ladder, pinned)
    control = decision.control
    preempted ||= decision.preempt
  }
  return { control, preempted, now }
}

describe('which picture', () => {
  it('climbs to the best one the link carries, once the voice is safe', () => {
    expect(live(newControl(0), calm, 0, 3000).control.target).toBe(1)
    expect(live(newControl(0), { ...calm, kbps: 200 }, 0, 3000).control.target).toBe(0)
    expect(live(newControl(0), { ...calm, kbps: 60 }, 0, 60_000).control.target).toBe(-1)
  })

  it('waits while voice is still to be fetched, or nobody listens, or the link is unknown', () => {
    for (const not of [
      { voiceAhead: 6, voiceMissing: 12 },
      { voiceAhead: 2 },
      { playing: false },
      { kbps: 0 },
    ])
      expect(live(newControl(0), { ...calm, ...not }, 0, 30_000).control.target).toBe(-1)
  })

  it('gives the picture up at once, and breaks its transfer off, when the voice is in danger', () => {
    const { control, now } = live(newControl(0), calm, 0, 3000)
    const { control: next, preempt } = decide(
      control,
      { ...calm, now, voiceAhead: 4, voiceMissing: 8, pictureLoading: true },
      ladder,
      false,
    )
    expect([next.target, preempt]).toEqual([-1, true])
  })

  it('puts the slate in when a picture would come too late', () => {
    const { control, now } = live(newControl(0), calm, 0, 3000)
    const late = { ...calm, now, pictureAhead: 1, pictureLoading: true }
    expect(decide(control, late, ladder, false).control.target).toBe(-1)
  })

  it('waits longer each time pictures fail', () => {
    const waits: number[] = []
    let control = newControl(0)
    let now = 0
    for (let time = 0; time < 4; time++) {
      const from = now
      while (control.target < 0) {
        now += 200
        control = decide(control, { ...calm, now }, ladder, false).control
      }
      waits.push(now - from)
      control = decide(
        control,
        { ...calm, now, pictureAhead: 0.5, pictureLoading: true },
        ladder,
        false,
      ).control
    }
    expect(waits[1]!).toBeGreaterThan(waits[0]!)
    expect(waits[3]!).toBeGreaterThan(waits[2]!)
  })

  it('stays on the voice as long as it is pinned', () => {
    const up = live(newControl(0), calm, 0, 3000)
    const pinned = live(up.control, calm, up.now, 10_000, true)
    expect([pinned.control.target, pinned.preempted]).toEqual([-1, true])
    expect(live(pinned.control, calm, pinned.now, 5000).control.target).toBe(1)
  })
})

/**
 * A link of changing strength carries voice and picture segments of 4 s, at most 20 s behind live. Voice alone is what no
 * controller can beat; pictures chosen by ours must not cost it more than the segment they shared the link with.
 */
const simulate = (trace: readonly number[], withPictures: boolean) => {
  const step = 0.2
  let control = newControl(0)
  let meter = newMeter
  let [place, edge, voiceEnd, pictureEnd] = [0, 20, 0, 0]
  let [voiceLeft, pictureLeft] = [0, 0]
  let [stalled, shown] = [0, 0]
  for (let tick = 0; tick < trace.length * 25; tick++) {
    const now = tick * step * 1000
    const kbps = trace[Math.floor(tick / 25)] ?? 0
    edge += step
    const listed = Math.floor(edge / 4) * 4
    if (voiceLeft <= 0 && voiceEnd + 4 <= listed) voiceLeft = 24 * 4
    const voiceAhead = voiceEnd - place
    if (
      withPictures &&
      pictureLeft <= 0 &&
      control.target >= 0 &&
      pictureEnd + 4 <= listed &&
      pictureMayStart({ voiceAhead }, voiceLeft > 0)
    )
      pictureLeft = (ladder.pictures[control.target] ?? 0) * 4
    const open = [voiceLeft > 0, pictureLeft > 0].filter(Boolean).length
    const each = open > 0 ? (kbps * step) / open : 0
    if (open > 0) meter = measure(meter, (kbps * step * 1000) / 8, step * 1000)
    if (voiceLeft > 0) {
      voiceLeft -= each
      if (voiceLeft <= 0) voiceEnd += 4
    }
    if (pictureLeft > 0) {
      pictureLeft -= each
      if (pictureLeft <= 0) pictureEnd += 4
    }
    // The slate is always there.
    if (control.target < 0) pictureEnd = Math.max(pictureEnd, Math.ceil((place + 5) / 4) * 4)
    if (Math.min(voiceEnd, pictureEnd) > place + step) place += step
    else if (tick > 50) stalled += step
    if (control.target >= 0) shown += step
    const sample: Sample = {
      now,
      kbps: estimateOf(meter),
      voiceAhead: voiceEnd - place,
      voiceMissing: Math.max(0, listed - voiceEnd),
      pictureAhead: pictureEnd - place,
      pictureLoading: pictureLeft > 0,
      playing: true,
    }
    const decision = decide(control, sample, ladder, false)
    if (decision.control.target < 0) pictureLeft = 0
    control = decision.control
  }
  return { stalled, shown }
}

describe('over a link of changing strength', () => {
  it('costs the voice at most the one segment that was on its way when the link fell', () => {
    const links = fc.array(fc.constantFrom(0, 10, 30, 40, 64, 100, 200, 500, 1000), {
      minLength: 12,
      maxLength: 36,
    })
    fc.assert(
      fc.property(links, (trace) => {
        expect(simulate(trace, true).stalled).toBeLessThanOrEqual(simulate(trace, false).stalled + 4.01)
      }),
      { numRuns: 1000 },
    )
  })

  it('shows pictures nearly all the time where the link is good', () => {
    const { stalled, shown } = simulate(Array(24).fill(1000), true)
    expect(stalled).toBe(0)
    expect(shown / 120).toBeGreaterThan(0.9)
  })
})

describe('the meter', () => {
  const feed = (meter: typeof newMeter, kbps: number, seconds: number) => {
    for (let i = 0; i < seconds * 10; i++) meter = measure(meter, (kbps * 100) / 8, 100)
    return meter
  }

  it('finds a steady link, and believes bad news sooner than good ones', () => {
    const steady = feed(newMeter, 400, 5)
    expect(estimateOf(steady)).toBeCloseTo(400)
    const fallen = 400 - estimateOf(feed(steady, 100, 4))
    const risen = estimateOf(feed(steady, 700, 4)) - 400
    expect(fallen).toBeGreaterThan(risen)
  })

  it('learns of a fast link from one voice segment: it is over in no time, and the link idle again', () => {
    const slow = feed(newMeter, 40, 4)
    const after = measure(slow, 12_000, 20, true)
    expect(estimateOf(after)).toBeGreaterThan(146)
  })

  it('knows nothing before the first second', () => expect(estimateOf(measure(newMeter, 1e6, 100))).toBe(0))
})

describe('the rung people see', () => {
  const heard = { picture: true, started: true, waitedMs: 0, wordsAgoMs: 60_000 }
  it('is what plays', () => {
    expect(rungOf(heard)).toBe('video')
    expect(rungOf({ ...heard, picture: false })).toBe('voice')
    expect(rungOf({ ...heard, waitedMs: 400 })).toBe('video')
  })
  it('is the words when the voice waits and words come, and what is stored when nothing comes', () => {
    expect(rungOf({ ...heard, waitedMs: 3000, wordsAgoMs: 2000 })).toBe('text')
    expect(rungOf({ ...heard, waitedMs: 3000 })).toBe('stored')
    expect(rungOf({ ...heard, started: false, wordsAgoMs: Number.POSITIVE_INFINITY })).toBe('stored')
  })
})
