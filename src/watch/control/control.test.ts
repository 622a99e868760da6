import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Candidate,
  type Control,
  carriedLevel,
  decide,
  type Ladder,
  type Loading,
  newControl,
  pictureCame,
  pictureFailed,
  type Sample,
} from './controller.ts'
import { estimateOf, measure, newMeter } from './meter.ts'
import { rungOf } from './rung.ts'

const ladder: Ladder = { pictures: [80, 215], voice: 24, segment: 4 }
/** Segments that begin so many seconds from now. */
const open = (...ahead: number[]): Candidate[] => ahead.map((one) => ({ number: 100 + one, ahead: one }))
const calm: Sample = {
  now: 10_000,
  kbps: 1000,
  voiceAhead: 16,
  voiceMissing: 0,
  open: open(1, 5, 9, 13),
  loading: null,
  playing: true,
}
const coming: Loading = {
  ...{ number: 105, level: 1, ahead: 5 },
  ...{ came: 200, left: 600, since: 9500, quietMs: 0, fair: 0 },
}
const fetched = (sample: Partial<Sample>, control: Control = newControl, pinned = false) =>
  decide(control, { ...calm, ...sample }, ladder, pinned).fetch

describe('which picture', () => {
  it('is the best one that the link carries for good, for the first segment it can be in time for', () => {
    expect(fetched({})).toEqual({ number: 105, level: 1 })
    expect(fetched({ kbps: 200 })).toEqual({ number: 105, level: 0 })
    // 320 kbit at 100 - 24 kbit/s take more than four seconds.
    expect(fetched({ kbps: 100 })).toEqual({ number: 109, level: 0 })
  })

  it('is one in many on a link that brings little more than the voice, and none on one that brings less', () => {
    expect(fetched({ kbps: 40, open: open(9, 13, 17, 21, 25, 29) })).toEqual({ number: 125, level: 0 })
    expect(fetched({ kbps: 24, open: open(9, 29, 59) })).toBeNull()
  })

  it('waits while voice is still to be fetched, or nobody listens, or the link is unknown', () => {
    for (const not of [
      { voiceAhead: 6, voiceMissing: 12 },
      { voiceAhead: 2 },
      { playing: false },
      { kbps: 0 },
    ])
      expect(fetched(not)).toBeNull()
  })

  it('comes soon on a link that is broad beside it: the leanest first, once there is some voice', () => {
    const opening = { voiceAhead: 10, voiceMissing: 40, open: open(3, 7, 11) }
    expect(fetched(opening)).toEqual({ number: 103, level: 0 })
    expect(fetched({ ...opening, voiceAhead: 8 })).toBeNull()
    expect(fetched(opening, pictureCame(newControl, 0))).toBeNull()
    // 24 + 80 kbit/s are more than a third of it.
    expect(fetched({ ...opening, kbps: 300 })).toBeNull()
    expect(fetched({ ...opening, kbps: 300, voiceAhead: 46 })).toEqual({ number: 107, level: 0 })
  })

  it('goes on while it can be in time, and is broken off when the voice would have to share for long', () => {
    expect(fetched({ loading: coming })).toEqual({ number: 105, level: 1 })
    const waits = { loading: coming, voiceMissing: 4 }
    expect(fetched(waits)).toEqual({ number: 105, level: 1 })
    expect(fetched({ ...waits, kbps: 100 })).toBeNull()
    expect(fetched({ ...waits, kbps: 100, voiceAhead: 50 })).toEqual({ number: 105, level: 1 })
  })

  it('that was broken off is taken up again where the rest of it can still be in time', () => {
    const almost = { ...coming, level: 0, left: 40, number: 105 }
    const { control } = decide(
      newControl,
      { ...calm, kbps: 15, loading: almost, voiceMissing: 4 },
      ladder,
      false,
    )
    expect(control.paused).toEqual({ number: 105, level: 0, left: 40 })
    expect(fetched({ kbps: 80, open: open(5, 9) }, control)).toEqual({ number: 105, level: 0 })
    expect(fetched({ kbps: 80, open: open(5, 9) })).toEqual({ number: 109, level: 0 })
  })

  it('that comes too late makes the next one be asked for further ahead', () => {
    const late = { loading: { ...coming, ahead: 1 }, kbps: 100 }
    const { control } = decide(newControl, { ...calm, ...late }, ladder, false)
    expect(control.caution).toBeGreaterThan(1)
    expect(pictureCame(control, 0).caution).toBeLessThan(control.caution)
  })

  it('out of reach leaves the lower one, and is tried again soon', () => {
    const { control, fetch } = decide(
      newControl,
      { ...calm, loading: { ...coming, quietMs: 4000 } },
      ladder,
      false,
    )
    expect(fetch).toEqual({ number: 105, level: 0 })
    expect(fetched({ now: calm.now + 5000 }, { ...control, level: 1 })).toEqual({ number: 105, level: 1 })
    const trickling = { ...coming, came: 20, left: 780, since: 5000 }
    expect(fetched({ loading: trickling })).toEqual({ number: 105, level: 0 })
  })

  it('that trickles alone is out of reach too, although all that is seen of the link by now is its own bytes', () => {
    const alone = { kbps: 40, loading: { ...coming, came: 20, left: 780, since: 5000, ahead: 6 } }
    const faults = (loading: Loading) =>
      decide(newControl, { ...calm, ...alone, loading }, ladder, false).control.faults
    expect(faults(alone.loading)).toEqual([])
    expect(faults({ ...alone.loading, fair: 900 })).toHaveLength(2)
  })

  it('that fails again and again is waited for longer, but never long', () => {
    let control = newControl
    const waits: number[] = []
    for (let time = 0; time < 6; time++) {
      control = pictureFailed(pictureFailed(control, 0, calm.now), 1, calm.now)
      let wait = 0
      while (!fetched({ now: calm.now + wait }, control)) wait += 100
      waits.push(wait)
    }
    expect(waits[1]!).toBeGreaterThan(waits[0]!)
    expect(Math.max(...waits)).toBeLessThan(3000)
    expect(fetched({}, pictureCame(control, 1))).toEqual({ number: 105, level: 1 })
  })

  it('is none as long as the voice alone is wanted', () => {
    expect(fetched({ loading: coming }, newControl, true)).toBeNull()
  })

  it('is better only after a while, so that nothing flickers', () => {
    const low = { ...newControl, level: 0 }
    const first = decide(low, calm, ladder, false)
    expect(first.fetch?.level).toBe(0)
    expect(fetched({ now: calm.now + 4000 }, first.control)?.level).toBe(1)
    expect(carriedLevel(newControl, 300, ladder)).toBe(0)
    expect(carriedLevel({ ...newControl, level: 1 }, 300, ladder)).toBe(1)
  })

  it('is always one that can be had, and never costs a voice in danger', () => {
    const samples = fc.record({
      now: fc.nat(1e6),
      kbps: fc.double({ min: 0, max: 3000, noNaN: true }),
      voiceAhead: fc.double({ min: 0, max: 120, noNaN: true }),
      voiceMissing: fc.double({ min: 0, max: 120, noNaN: true }),
      open: fc.uniqueArray(fc.nat(70), { maxLength: 12 }).map((all) => open(...all.sort((a, b) => a - b))),
      loading: fc.constantFrom(null, coming, { ...coming, level: 0, left: 2000 }),
      playing: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(samples, { maxLength: 30 }), fc.boolean(), (all, pinned) => {
        let control = newControl
        for (const sample of all) {
          const decision = decide(control, sample, ladder, pinned)
          control = decision.control
          const { fetch } = decision
          if (!fetch) continue
          expect(pinned || !sample.playing).toBe(false)
          expect(ladder.pictures[fetch.level]).toBeDefined()
          const known = [...sample.open.map(({ number }) => number), sample.loading?.number]
          expect(known).toContain(fetch.number)
          expect(sample.voiceAhead < 5 && sample.voiceMissing > 5).toBe(false)
        }
      }),
    )
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

  it('starts no higher than it was known, and never higher than what it measures', () => {
    const known = (kbps: number, now: number) => estimateOf(feed({ ...newMeter, known: kbps }, now, 1))
    expect(known(50_000, 30)).toBeCloseTo(30)
    expect(known(30, 1000)).toBeLessThan(200)
    expect(estimateOf(feed({ ...newMeter, known: 30 }, 1000, 30))).toBeGreaterThan(900)
  })
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
