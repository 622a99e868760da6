import { openReceipt, type Receipt, type SignedReceipt } from '../../shared/receipt.ts'
import type { PublicKey } from '../../shared/signature.ts'
import type { Entry } from './entry.ts'

declare const checked: unique symbol

/** A receipt whose signature was checked against the edition's gateway keys. Only `verifyReceipt` makes one. */
export interface VerifiedReceipt {
  readonly signed: SignedReceipt
  readonly receipt: Receipt
  readonly [checked]: true
}

/** Whether `receipt` is about exactly this donation. */
export const vouchesFor = (receipt: Receipt, entry: Pick<Entry, 'id' | 'digest' | 'amount'>): boolean =>
  receipt.id === entry.id &&
  receipt.digest === entry.digest &&
  receipt.amount.currency === entry.amount.currency &&
  receipt.amount.minor === entry.amount.minor

/** The receipt, when one of `keys` signed it and it vouches for `entry`; else `null`. */
export const verifyReceipt = async (
  keys: readonly PublicKey[],
  entry: Pick<Entry, 'id' | 'digest' | 'amount'>,
  signed: SignedReceipt,
): Promise<VerifiedReceipt | null> => {
  const receipt = await openReceipt(keys, signed)
  return receipt && vouchesFor(receipt, entry) ? ({ signed, receipt } as VerifiedReceipt) : null
}
