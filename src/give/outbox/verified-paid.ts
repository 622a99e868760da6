import { openPaid, type Paid } from '../../shared/paid.ts'
import type { PublicKey } from '../../shared/signature.ts'
import type { Entry } from './entry.ts'

declare const checked: unique symbol

/** What has arrived, by a word whose signature was checked against the edition's gateway keys. Only `verifyPaid` makes one. */
export interface VerifiedPaid {
  /** Compact JWS. */
  readonly signed: string
  readonly paid: Paid
  readonly [checked]: true
}

/** Whether `paid` is about exactly this donation. */
export const speaksOf = (paid: Paid, entry: Pick<Entry, 'id' | 'amount'>): boolean =>
  paid.id === entry.id && paid.currency === entry.amount.currency

/** The word, when one of `keys` signed it and it speaks of `entry`; else `null`. */
export const verifyPaid = async (
  keys: readonly PublicKey[],
  entry: Pick<Entry, 'id' | 'amount'>,
  signed: string,
): Promise<VerifiedPaid | null> => {
  const paid = await openPaid(keys, signed, entry.id)
  return paid && speaksOf(paid, entry) ? ({ signed, paid } as VerifiedPaid) : null
}
