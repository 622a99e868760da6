import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feeOf } from './fee.ts'

const amount = fc.integer({ min: 1, max: 10 ** 12 })
const fee = fc.record({ basisPoints: fc.nat(2000), fixed: fc.nat(10_000) })
/** What is left of `total`: the fee is taken off by whoever it is paid to, rounded to their advantage. */
const left = (total: number, { basisPoints, fixed }: { basisPoints: number; fixed: number }): number =>
  Number(BigInt(total) - BigInt(fixed) - (BigInt(total) * BigInt(basisPoints) + 9999n) / 10_000n)

describe('the fee a donor adds', () => {
  it.each([
    [100_00, { basisPoints: 300, fixed: 0 }, 3_10],
    [1500_00, { basisPoints: 150, fixed: 5_00 }, 27_92],
    [1000, { basisPoints: 0, fixed: 30 }, 30],
    [1000, { basisPoints: 0, fixed: 0 }, 0],
    [1, { basisPoints: 2000, fixed: 0 }, 1],
  ])('for %i at %j is %i', (gift, rule, added) => expect(feeOf(gift, rule)).toBe(added))

  it('leaves the whole amount, and is the least that does', () =>
    fc.assert(
      fc.property(amount, fee, (gift, rule) => {
        const added = feeOf(gift, rule)
        expect(Number.isSafeInteger(added) && added >= 0).toBe(true)
        expect(left(gift + added, rule)).toBeGreaterThanOrEqual(gift)
        if (added > 0) expect(left(gift + added - 1, rule)).toBeLessThan(gift)
      }),
    ))

  it('never falls while the amount rises', () =>
    fc.assert(
      fc.property(amount, fc.nat(1000), fee, (gift, more, rule) => {
        expect(feeOf(gift + more, rule)).toBeGreaterThanOrEqual(feeOf(gift, rule))
      }),
    ))
})
