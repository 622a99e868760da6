import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sample } from './sample.ts'
import { scoreOf } from './score.ts'

const epoch = 1_800_000_000_000
/** What happens for how long: seconds of wall time at a speed, after a jump of the media time. */
interface Part {
  seconds: number
  speed: 0 | 1
  jump?: number
  /** Pictures a second. */
  fps?: number
  /** Change of the programme's offset, seconds. */
  shift?: number
  audible?: boolean | null
}
const run = (...parts: Part[]): Sample[] => {
  const samples: Sample[] = []
  let [at, time, offset, frames] = [epoch, 40, epoch - 60_000, 0]
  for (const { seconds, speed, jump = 0, fps = 0, shift = 0, audible = true } of parts) {
    time += jump
    offset += shift * 1000
    for (let tick = 0; tick < seconds * 20; tick++) {
      samples.push({ at, time, offset, playing: true, audible, rung: 'voice', frames: Math.floor(frames) })
      at += 50
      time += speed * 0.05
      frames += fps / 20
    }
  }
  return samples
}
const play = (seconds: number, more: Partial<Part> = {}): Part => ({ seconds, speed: 1, ...more })
const wait = (seconds: number, more: Partial<Part> = {}): Part => ({ seconds, speed: 0, ...more })

describe('the score', () => {
  it('of an even broadcast is all of it, without a fault', () => {
    const score = scoreOf(run(play(20)), epoch, 20)
    expect(score.heard).toBeCloseTo(1, 2)
    expect(score).toMatchObject({ skipped: 0, repeated: 0, stalls: 0, stalled: 0, firstVoice: 0, video: 0 })
    expect(score.behind).toBeCloseTo(20, 1)
  })
  it('counts waiting for the first word apart from stalls', () => {
    const score = scoreOf(run(wait(5), play(10), wait(3), play(2)), epoch, 20)
    expect(score.firstVoice).toBeCloseTo(5, 0)
    expect(score.stalls).toBe(1)
    expect(score.stalled).toBeCloseTo(3, 0)
    expect(score.heard).toBeCloseTo(12 / 20, 2)
    expect(score.skipped).toBe(0)
  })
  it('finds speech that was skipped, in media time or behind its back', () => {
    for (const skip of [{ jump: 7 }, { shift: 7 }]) {
      const score = scoreOf(run(play(10), play(10, skip)), epoch, 20)
      expect(score.skipped).toBeCloseTo(7, 0)
      expect(score.repeated).toBe(0)
    }
  })
  it('counts what was said twice once', () => {
    const score = scoreOf(run(play(10), play(10, { jump: -4 })), epoch, 20)
    expect(score.repeated).toBeCloseTo(4, 0)
    expect(score.heard).toBeCloseTo(16 / 20, 1)
    expect(score.skipped).toBe(0)
  })
  it('does not take a clock for a voice', () => {
    const mute = run(play(20, { audible: false }))
    expect(scoreOf(mute, epoch, 20)).toMatchObject({ heard: 0, firstVoice: null })
    expect(scoreOf(run(play(20, { audible: null })), epoch, 20).heard).toBeCloseTo(1, 2)
  })
  it('knows a moving picture from a slate', () => {
    const score = scoreOf(run(play(10, { fps: 12 }), play(10, { fps: 2 })), epoch, 20)
    expect(score.video).toBeCloseTo(0.5, 1)
  })
  it('knows nothing where nothing was seen', () => {
    expect(scoreOf([], epoch, 20)).toMatchObject({ heard: 0, firstVoice: null, behind: null })
  })
  it('is not moved by the lag with which programme time is read', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -150, max: 150 }), { minLength: 1 }), (lags) => {
        const late = run(play(20)).map((sample, index) => ({
          ...sample,
          offset: (sample.offset ?? 0) + (lags[index % lags.length] ?? 0),
        }))
        expect(scoreOf(late, epoch, 20)).toMatchObject({ skipped: 0, repeated: 0, stalls: 0 })
      }),
    )
  })
  it('accounts for all the programme there was', () => {
    const parts = fc.array(
      fc.record({
        seconds: fc.integer({ min: 2, max: 9 }),
        speed: fc.constantFrom(0 as const, 1 as const),
        jump: fc.constantFrom(0, 0, 3, 8),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(parts, (some) => {
        const all = [play(2), ...some.map((part) => (part.speed ? part : { ...part, jump: 0 })), play(2)]
        const seconds = all.reduce((sum, part) => sum + part.seconds, 0)
        const jumped = all.reduce((sum, part) => sum + (part.jump ?? 0), 0)
        const played = all.reduce((sum, part) => sum + part.seconds * part.speed, 0)
        const score = scoreOf(run(...all), epoch, seconds)
        expect(Math.abs(score.skipped - jumped)).toBeLessThan(0.1 * all.length)
        expect(Math.abs(score.heard * seconds - played)).toBeLessThan(0.1 * all.length)
      }),
    )
  })
})
