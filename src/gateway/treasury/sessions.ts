import { createHash, randomBytes } from 'node:crypto'
import type { Storage } from '../storage/storage.ts'
import { writeAudit } from './audit.ts'

/** A session ends half an hour after it was last used, and twelve hours after it began, ms (OWASP Session Management Cheat Sheet). */
const idle = 30 * 60_000
const longest = 12 * 3_600_000
/** Use is written down no more often than this, ms. */
const grain = 60_000

const digest = (token: string): string => createHash('sha256').update(token).digest('hex')
const iso = (at: number): string => new Date(at).toISOString()

/** Begins a session; what comes back is the only copy of its token. Old sessions are swept away. */
export const beginSession = async (storage: Storage, treasurer: string, now: number): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  await storage.transaction(async (db) => {
    await db
      .deleteFrom('sessions')
      .where((e) => e.or([e('seen_at', '<', iso(now - idle)), e('began_at', '<', iso(now - longest))]))
      .execute()
    await db
      .insertInto('sessions')
      .values({ token: digest(token), treasurer, began_at: iso(now), seen_at: iso(now) })
      .execute()
    await writeAudit(db, iso(now), treasurer, 'signed in')
  })
  return token
}

/** Who is signed in with a token, `null` where nobody is. */
export const sessionOf = async (storage: Storage, token: string, now: number): Promise<string | null> => {
  const held = digest(token)
  const session = await storage.read((db) =>
    db.selectFrom('sessions').selectAll().where('token', '=', held).executeTakeFirst(),
  )
  if (!session || session.seen_at < iso(now - idle) || session.began_at < iso(now - longest)) return null
  if (session.seen_at < iso(now - grain))
    await storage.transaction((db) =>
      db
        .updateTable('sessions')
        .set({ seen_at: iso(now) })
        .where('token', '=', held)
        .execute(),
    )
  return session.treasurer
}

export const endSession = async (storage: Storage, token: string, now: number): Promise<void> => {
  await storage.transaction(async (db) => {
    const ended = await db
      .deleteFrom('sessions')
      .where('token', '=', digest(token))
      .returning('treasurer')
      .executeTakeFirst()
    if (ended) await writeAudit(db, iso(now), ended.treasurer, 'signed out')
  })
}
