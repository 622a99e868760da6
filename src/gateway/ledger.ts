import type { Bytes } from '../shared/bytes.ts'
import type { SealedDonation } from '../shared/donation.ts'
import type { SignedReceipt } from '../shared/receipt.ts'
import type { Totals } from '../shared/totals.ts'

/** A donation ready to be recorded, with the receipt that says so. */
export interface Entry {
  donation: SealedDonation
  /** `encodeDonation(donation)`. */
  bytes: Bytes
  /** `donationDigest(donation)`. */
  digest: string
  receipt: SignedReceipt
  /** ISO 8601 UTC, as in the receipt. */
  recordedAt: string
}

/** What the ledger holds under an id. */
export interface Recorded {
  digest: string
  receipt: SignedReceipt
}

/** `recorded`: by this call. `known`: before, see `held` (same or other digest, the caller compares). */
export type Outcome = { kind: 'recorded' } | { kind: 'known'; held: Recorded }

/**
 * Storage contract of the gateway. Everything it answers is committed and survives a power cut.
 * All methods reject with `Unavailable` where the database cannot answer; then nothing was recorded.
 */
export interface Ledger {
  /** What is held under these ids; absent ids are absent from the map. */
  find(ids: readonly string[]): Promise<Map<string, Recorded>>
  /**
   * Records entries in order, all or none of them; resolves after COMMIT, one outcome an entry.
   * An id already held is never touched.
   */
  record(entries: readonly Entry[]): Promise<Outcome[]>
  /** Sums per currency, by currency code. */
  totals(): Promise<Totals['currencies']>
  /** Resolves when the database really answers. */
  check(): Promise<void>
  /** Commits what is queued, then closes; later calls reject. */
  close(): Promise<void>
}
