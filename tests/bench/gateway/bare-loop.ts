import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { encodeDonation, type SealedDonation } from '../../../src/shared/donation.ts'

/**
 * The peer: inserts donations one after another into a plain table, no HTTP, no checks, no receipt; every `group` of them durable
 * (WAL, `synchronous = FULL`) before the next begins, as the gateway's are before it answers.
 * @returns donations a second
 */
export const bareLoop = (folder: string, donations: readonly SealedDonation[], group: number): number => {
  const database = new DatabaseSync(join(folder, `bare-${group}.sqlite`))
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE donations (id TEXT PRIMARY KEY, bytes BLOB) STRICT',
  )
  const insert = database.prepare('INSERT INTO donations (id, bytes) VALUES (?, ?)')
  const started = performance.now()
  for (let at = 0; at < donations.length; at += group) {
    database.exec('BEGIN IMMEDIATE')
    for (const donation of donations.slice(at, at + group)) insert.run(donation.id, encodeDonation(donation))
    database.exec('COMMIT')
  }
  const seconds = (performance.now() - started) / 1000
  database.close()
  return donations.length / seconds
}
