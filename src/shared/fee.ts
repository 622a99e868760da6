import type { Giving } from './giving.ts'

/** What a way of paying takes off: hundredths of a percent of what is paid, and a fixed sum in minor units. */
export type Fee = NonNullable<Giving['methods'][number]['fee']>

/** All of it, in hundredths of a percent. */
const whole = 10_000n

/**
 * What to add to `amount`, so that all of it is left once the fee is taken off the sum: the least whole number of minor units that does
 * it. A fee is taken of what is paid, not of what was meant, so a gift of 100 at 3 % costs 104, not 103.
 * @param amount minor units
 * @returns minor units; whole numbers only, since 1.015 * 100 is 101.49999999999999
 */
export const feeOf = (amount: number, { basisPoints, fixed }: Fee): number => {
  const rest = whole - BigInt(basisPoints)
  const total = (BigInt(amount + fixed) * whole + rest - 1n) / rest
  return Number(total) - amount
}
