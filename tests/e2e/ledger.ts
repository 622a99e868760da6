import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fromUtf8 } from '../../src/shared/bytes.ts'
import type { SealedDonation } from '../../src/shared/donation.ts'

export interface LedgerRow {
  id: string
  currency: string
  minor: number
  commitment: string
  method: string
  digest: string
  receipt: string
}

/** Rows of the real database, read by another process than the gateway's. */
export const readLedger = (data: string): LedgerRow[] => {
  const database = new DatabaseSync(join(data, 'ledger.sqlite'), { readOnly: true })
  try {
    const sql = `SELECT d.id, d.currency, d.minor, d.commitment, d.method, d.digest, r.receipt
      FROM donations d JOIN receipts r ON r.id = d.id ORDER BY d.id`
    return database.prepare(sql).all() as unknown as LedgerRow[]
  } finally {
    database.close()
  }
}

/** The sealed donations of the real database, as they were sent. */
export const readDonations = (data: string): SealedDonation[] => {
  const database = new DatabaseSync(join(data, 'ledger.sqlite'), { readOnly: true })
  try {
    const rows = database.prepare('SELECT bytes FROM donations ORDER BY id').all() as { bytes: Uint8Array }[]
    return rows.map(({ bytes }) => JSON.parse(fromUtf8(bytes)) as SealedDonation)
  } finally {
    database.close()
  }
}
