import type { SealedDonation } from '../../shared/donation.ts'
import { type Money, payable } from '../../shared/money.ts'

/** Calendar months begun since a moment, the first counted; at least one. UTC. */
const monthsBegun = (since: Date, now: Date): number =>
  Math.max(
    1,
    (now.getUTCFullYear() - since.getUTCFullYear()) * 12 + now.getUTCMonth() - since.getUTCMonth() + 1,
  )

/**
 * What a donation is to be paid now: amount and fee, less what has arrived. A pledge may be paid before its day. What is given every month is
 * due once a calendar month from the recording on, and one month at a time: nobody is charged for months they left out.
 * @param recordedAt ISO 8601 UTC
 * @param paid       minor units that have arrived, in the donation's currency
 * @param now        ms since the epoch
 * @returns `null`: nothing
 */
export const dueNow = (
  donation: Pick<SealedDonation, 'amount' | 'fee' | 'commitment'>,
  recordedAt: string,
  paid: number,
  now: number,
): Money | null => {
  const whole = payable(donation)
  const times = donation.commitment === 'monthly' ? monthsBegun(new Date(recordedAt), new Date(now)) : 1
  const minor = Math.min(whole.minor, whole.minor * times - paid)
  return minor > 0 ? { ...whole, minor } : null
}
