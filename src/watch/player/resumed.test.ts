import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startPlace } from './place.ts'
import { resumedFrom } from './resumed.ts'

const window = { start: 1_000_000, end: 2_000_000 }
const from = (remembered: number | null) =>
  resumedFrom(remembered, startPlace(remembered, window, 20), window)

it('says so where one goes on', () => {
  expect(from(1_500_000)).toBe(1_500_000)
})

it('says nothing on a first visit, near live, of a place that is not yet or no more', () => {
  for (const remembered of [null, 1_990_000, 2_500_000, 940_000]) expect(from(remembered)).toBeNull()
  expect(resumedFrom(1_500_000, null, null)).toBeNull()
})

it('what it says is true, whatever is remembered', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000_000 }), (remembered) => {
      const resumed = from(remembered)
      if (resumed !== null) expect(resumed).toBe(remembered)
    }),
  )
})
