import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Unavailable } from '../unavailable.ts'
import { migrate, refuseNewer, schemaVersion } from './migrate.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import { fromSqlite, toStartError } from './sqlite-errors.ts'
import type { Storage } from './storage.ts'
import type { Tables } from './tables.ts'

/** Name of the database inside the data folder. */
export const ledgerFile = 'ledger.sqlite'

export interface SqliteOptions {
  /** Folder of the database; made when absent, readable by its owner only. */
  folder: string
  /** The database refuses to grow beyond this; donations are then answered 503. Default: the disk decides. */
  maxBytes?: number
}

const openDatabase = (path: string): DatabaseSync => {
  // Waits at most a second for another process; longer would hold up every request, for the call is synchronous.
  const database = new DatabaseSync(path, { timeout: 1000, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() ?? {}
    if (verdict !== 'ok') throw Object.assign(new Error('quick_check failed'), { errcode: 11 })
    refuseNewer(Number(database.prepare('PRAGMA user_version').get()?.user_version))
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const limit = (database: DatabaseSync, maxBytes: number): void => {
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.page_size)
  database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageSize)}`)
}

/**
 * The embedded database: WAL, `synchronous = FULL` (a commit survives a power cut). Reads and writes share one connection, so reads
 * never see what is not committed.
 * @throws StartError where the folder cannot be written or the database is damaged.
 */
export const openSqlite = async ({ folder, maxBytes }: SqliteOptions): Promise<Storage> => {
  const path = join(folder, ledgerFile)
  let database: DatabaseSync | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    database = openDatabase(path)
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) })
    await migrate(db, 'sqlite')
    database.exec(`PRAGMA user_version = ${schemaVersion}`)
    if (maxBytes !== undefined) limit(database, maxBytes)
    return storageOn(database, db)
  } catch (error) {
    if (database?.isOpen) database.close()
    throw toStartError(error, path)
  }
}

const storageOn = (database: DatabaseSync, db: Kysely<Tables>): Storage => {
  let closing = false
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new Unavailable('the gateway is shutting down')
    try {
      return await work()
    } catch (error) {
      throw fromSqlite(error)
    }
  }
  return {
    kind: 'sqlite',
    read: (work) => guarded(() => work(db)),
    transaction: (work) => guarded(() => db.transaction().execute(work)),
    async close() {
      if (closing) return
      closing = true
      // Takes its turn behind what is in work. Leaves one plain file; where another process still reads, the WAL simply stays.
      await db.connection().execute(async () => void database.exec('PRAGMA wal_checkpoint(TRUNCATE)'))
      await db.destroy()
    },
  }
}
