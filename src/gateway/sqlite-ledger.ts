import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createGroupCommit } from './group-commit.ts'
import type { Entry, Ledger, Outcome, Recorded } from './ledger.ts'
import { migrate } from './schema.ts'
import { fromSqlite, toStartError } from './sqlite-errors.ts'
import { Unavailable } from './unavailable.ts'

/** Name of the database inside the data folder. */
export const ledgerFile = 'ledger.sqlite'

/** Donations a transaction holds at most: keeps one turn of the event loop to a few milliseconds of inserts. */
const groupSize = 512

export interface SqliteLedgerOptions {
  /** Folder of the database; made when absent, readable by its owner only. */
  folder: string
  /** The database refuses to grow beyond this; donations are then answered 503. Default: the disk decides. */
  maxBytes?: number
}

const openDatabase = (path: string, maxBytes: number | undefined): DatabaseSync => {
  // Waits at most a second for another process; longer would hold up every request, for the call is synchronous.
  const database = new DatabaseSync(path, { timeout: 1000, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() ?? {}
    if (verdict !== 'ok') throw Object.assign(new Error('quick_check failed'), { errcode: 11 })
    migrate(database)
    if (maxBytes !== undefined) {
      const pageSize = Number(database.prepare('PRAGMA page_size').get()?.page_size)
      database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageSize)}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/**
 * The ledger on an embedded SQLite database: WAL, `synchronous = FULL` (a commit survives a power cut), one
 * group-committing writer. Reads and writes share one connection, so reads never see what is not committed.
 * @throws StartError where the folder cannot be written or the database is damaged.
 */
export const openSqliteLedger = ({ folder, maxBytes }: SqliteLedgerOptions): Ledger => {
  const path = join(folder, ledgerFile)
  let database: DatabaseSync
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    database = openDatabase(path, maxBytes)
  } catch (error) {
    throw toStartError(error, path)
  }

  const select = database.prepare(
    'SELECT digest, receipt FROM donations JOIN receipts USING (id) WHERE id = ?',
  )
  const insertDonation = database.prepare(
    `INSERT INTO donations (id, digest, bytes, currency, minor, commitment, due, method, key_id, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertReceipt = database.prepare('INSERT INTO receipts (id, receipt) VALUES (?, ?)')
  const selectSums = database.prepare('SELECT currency, donations, pledged, paid FROM sums ORDER BY currency')

  const held = (id: string): Recorded | undefined => {
    const row = select.get(id)
    return row && { digest: String(row.digest), receipt: String(row.receipt) }
  }

  const insert = ({ donation, bytes, digest, receipt, recordedAt }: Entry): Outcome => {
    const { id, amount, commitment, due, method, keyId } = donation
    const before = held(id)
    if (before) return { kind: 'known', held: before }
    insertDonation.run(
      id,
      digest,
      bytes,
      amount.currency,
      amount.minor,
      commitment,
      due ?? null,
      method,
      keyId,
      recordedAt,
    )
    insertReceipt.run(id, receipt)
    return { kind: 'recorded' }
  }

  const commit = (entries: readonly Entry[]): Outcome[] => {
    database.exec('BEGIN IMMEDIATE')
    try {
      const outcomes = entries.map(insert)
      database.exec('COMMIT')
      return outcomes
    } catch (error) {
      // A full disk rolls back by itself.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  const guarded = <R>(work: () => R): R => {
    if (!database.isOpen) throw new Unavailable('the gateway is shutting down')
    try {
      return work()
    } catch (error) {
      throw fromSqlite(error)
    }
  }
  const writer = createGroupCommit<Entry, Outcome>((entries) => guarded(() => commit(entries)), groupSize)

  return {
    find: async (ids) =>
      guarded(() => {
        const found = new Map<string, Recorded>()
        for (const id of ids) {
          const recorded = held(id)
          if (recorded) found.set(id, recorded)
        }
        return found
      }),
    record: (entries) => (entries.length === 0 ? Promise.resolve([]) : writer.submit(entries)),
    totals: async () =>
      guarded(() =>
        selectSums.all().map((row) => ({
          currency: String(row.currency),
          donations: Number(row.donations),
          pledged: Number(row.pledged),
          paid: Number(row.paid),
        })),
      ),
    check: async () => guarded(() => void database.prepare('SELECT id FROM donations LIMIT 1').get()),
    async close() {
      if (!database.isOpen) return
      writer.flush()
      // Leaves one plain file behind; where another process still reads, the WAL simply stays.
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}
