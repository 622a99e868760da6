import { uuidv7 } from 'uuidv7'
import type { LedgerRow } from '../treasury.ts'

/** A donation as the ledger lists it, of which nothing is paid. */
export const ledgerRow = (more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: uuidv7(),
  currency: 'PKR',
  minor: 150_000,
  fee: 0,
  commitment: 'now',
  due: null,
  method: 'bank',
  recordedAt: '2024-01-07T16:00:00.000Z',
  paid: 0,
  paidFee: 0,
  ...more,
})
