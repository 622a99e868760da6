import { donationDigest, encodeDonation, type SealedDonation } from '../../shared/donation.ts'
import type { Entry } from '../ledger.ts'

/** A ledger's entry of a donation, with a receipt nobody signed. */
export const entryOf = async (
  sealed: SealedDonation,
  receipt = `receipt of ${sealed.id}`,
  recordedAt = '2024-01-07T16:00:00.000Z',
): Promise<Entry> => ({
  donation: sealed,
  bytes: encodeDonation(sealed),
  digest: await donationDigest(sealed),
  receipt,
  recordedAt,
})
