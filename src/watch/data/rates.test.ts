import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addSegment, type Rates } from './measured.ts'
import { bytesOfAnHour, rateOf, rungCosts } from './rates.ts'

const none: Rates = new Map()
const offered = {
  voice: 24,
  pictures: [
    { height: 144, kbps: 80 },
    { height: 240, kbps: 210 },
  ],
}

it('is bytes over programme, in whatever pieces they come', () => {
  const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 10 })), {
    minLength: 8,
  })
  fc.assert(
    fc.property(pieces, (all) => {
      const rates = all.reduce((sum, [bytes, seconds]) => addSegment(sum, 'voice', bytes, seconds), none)
      const [bytes, seconds] = [
        all.reduce((sum, [one]) => sum + one, 0),
        all.reduce((sum, [, one]) => sum + one, 0),
      ]
      expect(rateOf(rates, 'voice')).toBeCloseTo((bytes * 8) / 1000 / seconds, 6)
      expect(rateOf(rates, 'text')).toBeNull()
    }),
  )
})

it('says nothing of one segment, and nothing of a length that is none', () => {
  expect(rateOf(addSegment(none, '0', 50_000, 4), '0')).toBeNull()
  expect(addSegment(none, '0', 50_000, 0)).toBe(none)
  expect(addSegment(none, '0', 50_000, Number.NaN)).toBe(none)
})

it('costs come from the broadcast’s own word until its segments have been weighed; more of it never costs less', () => {
  expect(rungCosts(offered, none, null)).toEqual([
    { choice: 1, height: 240, kbps: 238, measured: false },
    { choice: 0, height: 144, kbps: 108, measured: false },
    { choice: 'voice', height: null, kbps: 28, measured: false },
    { choice: 'words', height: null, kbps: 4, measured: false },
  ])
  let rates = addSegment(none, 'voice', 20_000, 8)
  rates = addSegment(rates, '0', 60_000, 8)
  expect(rungCosts(offered, rates, 2)).toEqual([
    { choice: 1, height: 240, kbps: 233, measured: false },
    { choice: 0, height: 144, kbps: 83, measured: true },
    { choice: 'voice', height: null, kbps: 23, measured: true },
    { choice: 'words', height: null, kbps: 3, measured: false },
  ])
})

it('an hour at 20 kbit/s is 9 MB', () => expect(bytesOfAnHour(20)).toBe(9e6))
