import fc from 'fast-check'
import { expect, it } from 'vitest'
import { feePart } from './fee-part.ts'

const minor = fc.integer({ min: 1, max: 1_000_000 })
const fee = fc.integer({ min: 0, max: 50_000 })

it('is nothing until the amount is there, then the fee, and never more', () => {
  fc.assert(
    fc.property(minor, fee, fc.integer({ min: -5, max: 2_000_000 }), (amount, added, arrived) => {
      const part = feePart(arrived, { minor: amount, fee: added })
      const paid = arrived - part
      expect(part).toBeGreaterThanOrEqual(0)
      expect(part).toBeLessThanOrEqual(added)
      if (part > 0) expect(paid).toBeGreaterThanOrEqual(amount)
      // Beyond the promised sum it is a larger gift; up to it, nothing is counted above the amount.
      expect(paid).toBe(arrived <= amount + added ? Math.min(arrived, amount) : arrived - added)
    }),
  )
})
