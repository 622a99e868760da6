import { describe, expect, it } from 'vitest'
import { type Control, decide, type Ladder, newControl, type Sample } from './controller.ts'
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
