import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualSpeed, speeds, wishedSpeed } from '../player/speed.ts'
import { catchUpSpeed, catchUpTakes, fastest } from './catch-up.ts'

const seconds = fc.double({ min: 0, max: 3600, noNaN: true })

describe('catching up', () => {
  it('is never faster than 1.5, and 1 where live is reached or no voice is at hand', () => {
    fc.assert(
      fc.property(seconds, seconds, seconds, fc.boolean(), (behind, aim, voiceAhead, catching) => {
        const speed = catchUpSpeed({ behind, aim, voiceAhead }, catching)
        expect(speed).toBeGreaterThanOrEqual(1)
        expect(speed).toBeLessThanOrEqual(fastest)
        if (behind <= aim || voiceAhead < 6) expect(speed).toBe(1)
      }),
    )
  })

  it('does not begin for a few seconds, but goes on through them', () => {
    expect(catchUpSpeed({ behind: 28, aim: 20, voiceAhead: 60 }, false)).toBe(1)
    expect(catchUpSpeed({ behind: 28, aim: 20, voiceAhead: 60 }, true)).toBe(1.5)
  })

  it('ends by itself near live, in about the time that was told, on a link that brings everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 31, max: 1800 }), fc.integer({ min: 8, max: 60 }), (behind, aim) => {
        fc.pre(behind - aim > 10)
        const told = catchUpTakes({ behind, aim })
        let [lag, catching, took] = [behind, false, 0]
        const step = 0.2
        for (;;) {
          const speed = catchUpSpeed({ behind: lag, aim, voiceAhead: Math.min(120, lag) }, catching)
          catching = speed > 1
          if (!catching) break
          lag -= (speed - 1) * step
          took += step
          if (took > told * 3 + 10) break
        }
        expect(lag).toBeLessThanOrEqual(aim)
        expect(lag).toBeGreaterThan(aim - 1)
        // With a short buffer near live the last stretch goes at 1.25.
        expect(took).toBeGreaterThanOrEqual(told - step)
        expect(took).toBeLessThanOrEqual(told * 2 + 1)
      }),
    )
  })
})

describe('the speed', () => {
  it('is the listener’s own, else that of catching up, else the automatic one', () => {
    expect(wishedSpeed({ manual: 0.75, catchUp: 1.5, auto: 1.06 })).toBe(0.75)
    expect(wishedSpeed({ manual: 1, catchUp: 1.5, auto: 0.94 })).toBe(1.5)
    expect(wishedSpeed({ manual: 1, catchUp: 1, auto: 0.94 })).toBe(0.94)
    expect(wishedSpeed({ manual: 1, catchUp: 1, auto: 1 })).toBe(1)
  })

  it('chosen by hand stays, but for one above 1 at live', () => {
    fc.assert(
      fc.property(fc.constantFrom(...speeds), seconds, seconds, (chosen, behind, aim) => {
        const speed = manualSpeed(chosen, behind, aim)
        expect(speed).toBe(chosen > 1 && behind <= aim ? 1 : chosen)
      }),
    )
  })
})
