import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import * as v from 'valibot'
import { fromBase64Url, fromUtf8 } from '../../shared/bytes.ts'
import { ReceiptSchema } from '../../shared/receipt.ts'
import type { Totals } from '../../shared/totals.ts'

export interface LedgerFacts {
  donations: number
  payments: number
  totals: Totals['currencies']
  /** What is wrong, in sentences without personal data; empty where the ledger is whole. */
  faults: string[]
}

const number = (row: Record<string, unknown> | undefined, name: string): number => Number(row?.[name] ?? 0)

/** The id and digest a receipt vouches for; `null` where it is none. Its signature is for who holds the gateway's key to judge. */
const vouched = (jws: string): { id: string; digest: string } | null => {
  try {
    const payload = JSON.parse(fromUtf8(fromBase64Url(jws.split('.')[1] ?? '')))
    const parsed = v.safeParse(ReceiptSchema, payload)
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Most faults of one kind that are told. */
const told = 5

/**
 * Looks through a ledger's file: its pages, that each donation is what its digest says and has a receipt for it, and that the sums are
 * those of the rows. Reads every row, 100,000 a few seconds.
 * @throws Error of SQLite where it is no database
 */
export const verifyLedger = (path: string): LedgerFacts => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const faults: string[] = []
    const add = (kind: string, ids: readonly string[]) => {
      if (ids.length === 0) return
      const more = ids.length > told ? ` and ${ids.length - told} more` : ''
      faults.push(`${kind}: ${ids.slice(0, told).join(', ')}${more}`)
    }
    for (const row of database.prepare('PRAGMA integrity_check(5)').all())
      if (row.integrity_check !== 'ok') faults.push(`damaged: ${row.integrity_check}`)
    if (faults.length > 0) return { donations: 0, payments: 0, totals: [], faults }

    const changed: string[] = []
    const unvouched: string[] = []
    const rows = database
      .prepare('SELECT donations.id, digest, bytes, receipt FROM donations LEFT JOIN receipts USING (id)')
      .iterate()
    for (const row of rows) {
      const [id, digest] = [String(row.id), String(row.digest)]
      if (
        createHash('sha256')
          .update(row.bytes as Uint8Array)
          .digest('hex') !== digest
      )
        changed.push(id)
      const receipt = vouched(String(row.receipt))
      if (receipt?.id !== id || receipt.digest !== digest) unvouched.push(id)
    }
    add('donations whose bytes are not those of their digest', changed)
    add('donations without a receipt for them', unvouched)
    add(
      'rows that name a row that is not there, in',
      database
        .prepare('PRAGMA foreign_key_check')
        .all()
        .map((row) => String(row.table)),
    )

    const totals = database
      .prepare('SELECT currency, donations, pledged, paid FROM sums ORDER BY currency')
      .all()
      .map((row) => ({
        currency: String(row.currency),
        donations: number(row, 'donations'),
        pledged: number(row, 'pledged'),
        paid: number(row, 'paid'),
      }))
    // A backup from before fees were kept apart has no column for them.
    const apart = database.prepare("SELECT 1 FROM pragma_table_info('payments') WHERE name = 'fee'").get()
    const wrong = database
      .prepare(
        `SELECT currency FROM sums FULL JOIN
          (SELECT currency, count(*) AS n, sum(minor) AS pledged FROM donations GROUP BY currency) AS d USING (currency)
          FULL JOIN (SELECT currency, sum(${apart ? 'minor - fee' : 'minor'}) AS paid FROM payments GROUP BY currency) AS p USING (currency)
        WHERE coalesce(sums.donations, 0) <> coalesce(d.n, 0) OR coalesce(sums.pledged, 0) <> coalesce(d.pledged, 0)
          OR coalesce(sums.paid, 0) <> coalesce(p.paid, 0)`,
      )
      .all()
    add(
      'sums that are not those of the rows',
      wrong.map((row) => String(row.currency)),
    )
    const count = (table: string) => number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get(), 'n')
    return { donations: count('donations'), payments: count('payments'), totals, faults }
  } finally {
    database.close()
  }
}
