import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startPlace } from './place.ts'
import { resumedFrom } from './resumed.ts'

const window = { start: 1_000_000, end: 2_000_000 }
const from = (remembered: number | null) => resumedFrom(remembered, startPlace(remembered, window), window)

it('says so where one goes on, and how much is gone where the window has moved on', () => {
  expect(from(1_500_000)).toEqual({ resumed: 1_500_000, missed: 0 })
  expect(from(940_000)).toEqual({ resumed: null, missed: 60 })
})

it('says nothing on a first visit, near live, or of a place that is not yet', () => {
  for (const remembered of [null, 1_990_000, 2_500_000])
    expect(from(remembered)).toEqual({ resumed: null, missed: 0 })
  expect(resumedFrom(1_500_000, null, null)).toEqual({ resumed: null, missed: 0 })
})

it('what it says is true, whatever is remembered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000_000 }), (remembered) => {
      const { resumed, missed } = from(remembered)
      if (resumed !== null) expect(resumed).toBe(remembered)
      expect(missed > 0).toBe(remembered < window.start)
    }),
  )
})
