import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { encodeDonation, type SealedDonation } from '../../../src/shared/donation.ts'

/**
 * The peers: insert donations one after another into a plain table, no HTTP, no checks, no receipt; each durable before the next begins,
 * as the gateway's are before it answers. Both answer donations a second.
 */

const rateSince = (started: number, count: number): number => count / ((performance.now() - started) / 1000)

/** WAL, `synchronous = FULL`. */
export const bareSqlite = async (folder: string, donations: readonly SealedDonation[]): Promise<number> => {
  const database = new DatabaseSync(join(folder, 'bare.sqlite'))
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS donations (id TEXT PRIMARY KEY, bytes BLOB) STRICT',
  )
  const insert = database.prepare('INSERT INTO donations (id, bytes) VALUES (?, ?)')
  const started = performance.now()
  for (const donation of donations) {
    database.exec('BEGIN IMMEDIATE')
    insert.run(donation.id, encodeDonation(donation))
    database.exec('COMMIT')
  }
  const rate = rateSince(started, donations.length)
  database.close()
  return rate
}

/** `synchronous_commit = on`, one connection, one prepared statement. */
export const barePostgres = async (url: string, donations: readonly SealedDonation[]): Promise<number> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, bytes BYTEA)')
  const started = performance.now()
  for (const donation of donations)
    await client.query({
      name: 'insert',
      text: 'INSERT INTO bare (id, bytes) VALUES ($1, $2)',
      values: [donation.id, Buffer.from(encodeDonation(donation))],
    })
  const rate = rateSince(started, donations.length)
  await client.end()
  return rate
}
