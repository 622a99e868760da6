import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { backoff } from '../../shared/retry.ts'
import { Unavailable } from '../unavailable.ts'
import { migrate } from './migrate.ts'
import { fromPostgres, isCollision, toPostgresStartError } from './postgres-errors.ts'
import type { Storage } from './storage.ts'
import type { Tables } from './tables.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, see https://www.postgresql.org/docs/current/libpq-connect.html */
  url: string
  /** Connections of this process. Default 10: reads beside the one writer. */
  connections?: number
  /** Called each time a transaction is run again because another one was in the way. */
  onCollision?: () => void
}

/** A transaction that collides this often in a row finds a database that is busy, and says so. */
const tries = 10
/** Between tries, ms: colliding transactions take a few milliseconds each. */
const waits = { base: 5, cap: 200 }

const durable =
  "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'"

/** 64-bit integers as numbers: amounts and their sums are safe integers by schema. */
const int8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === int8 ? Number : pg.types.getTypeParser(id, format as 'text'),
}

/** Server and database of an address, without user and password. */
const nameOf = (url: string): string => {
  try {
    const { host, pathname } = new URL(url)
    return `PostgreSQL at ${host}${pathname}`
  } catch {
    return 'PostgreSQL'
  }
}

/**
 * A PostgreSQL database that several gateways may share. A commit is acknowledged by the server's disk: sessions of a server that is set to
 * `synchronous_commit = off` turn it on.
 * @throws StartError where it cannot be reached, or its tables not be made.
 */
export const openPostgres = async ({
  url,
  connections = 10,
  onCollision,
}: PostgresOptions): Promise<Storage> => {
  const where = nameOf(url)
  let db: Kysely<Tables> | undefined
  try {
    const pool = new pg.Pool({
      connectionString: url,
      max: connections,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 20_000,
      idle_in_transaction_session_timeout: 20_000,
      application_name: 'sada-gateway',
      types,
    })
    // A connection that dies is replaced, and whoever used it is told by its query; without listeners it would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    const dialect = new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(durable))
      },
    })
    db = new Kysely<Tables>({ dialect })
    await migrate(db, 'postgres')
    return storageOn(db, onCollision)
  } catch (error) {
    await db?.destroy()
    throw toPostgresStartError(error, where)
  }
}

const storageOn = (db: Kysely<Tables>, onCollision: PostgresOptions['onCollision']): Storage => {
  let closing = false
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new Unavailable('the gateway is shutting down')
    for (let attempt = 0; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!isCollision(error) || attempt + 1 >= tries) throw fromPostgres(error)
        onCollision?.()
        await sleep(backoff(attempt, Math.random, waits))
      }
    }
  }
  return {
    kind: 'postgres',
    read: (work) => guarded(() => work(db)),
    transaction: (work) => guarded(() => db.transaction().execute(work)),
    async close() {
      if (closing) return
      closing = true
      await db.destroy()
    },
  }
}
