import type { Queries, Storage } from '../storage/storage.ts'
import { writeAudit } from './audit.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { newTotpSecret, totpStep, totpUri } from './totp.ts'

/** What a treasurer is called: shown, written in the audit log, typed to sign in. */
export const treasurerName = /^[a-z0-9][a-z0-9._-]{0,31}$/

/**
 * Makes an account, or gives one a new password and a new authenticator; whoever is signed in with it is signed out.
 * @param by who does it, for the audit log
 * @returns what the authenticator app is to be told
 */
export const setTreasurer = async (
  storage: Storage,
  { name, password, by, now }: { name: string; password: string; by: string; now: number },
): Promise<{ secret: string; uri: string }> => {
  const secret = newTotpSecret()
  const hashed = await hashPassword(password)
  const at = new Date(now).toISOString()
  await storage.transaction(async (db) => {
    await db.deleteFrom('sessions').where('treasurer', '=', name).execute()
    await db.deleteFrom('treasurers').where('name', '=', name).execute()
    await db.insertInto('treasurers').values({ name, password: hashed, totp: secret, added_at: at }).execute()
    await writeAudit(db, at, by, 'account set', { treasurer: name })
  })
  return { secret, uri: totpUri(secret, name) }
}

/** Takes an account away and signs it out; whether there was one. What it did stays in the ledger and the audit log. */
export const removeTreasurer = (
  storage: Storage,
  { name, by, now }: { name: string; by: string; now: number },
): Promise<boolean> =>
  storage.transaction(async (db) => {
    await db.deleteFrom('sessions').where('treasurer', '=', name).execute()
    const { numDeletedRows } = await db.deleteFrom('treasurers').where('name', '=', name).executeTakeFirst()
    if (numDeletedRows === 0n) return false
    await writeAudit(db, new Date(now).toISOString(), by, 'account removed', { treasurer: name })
    return true
  })

/** Names of all accounts. */
export const treasurers = async (db: Queries): Promise<string[]> =>
  (await db.selectFrom('treasurers').select('name').orderBy('name').execute()).map(({ name }) => name)

/** Hashed in place of an account that is not there, so that time does not tell which names there are. */
const nobody = hashPassword('nobody has this password')

/**
 * Whether password and code are this treasurer's. A code is good once, also with several gateways: the database takes each time step once.
 * Both are always checked, and nothing says which was wrong.
 */
export const checkTreasurer = async (
  storage: Storage,
  { name, password, code, now }: { name: string; password: string; code: string; now: number },
): Promise<boolean> => {
  const account = await storage.read((db) =>
    db.selectFrom('treasurers').selectAll().where('name', '=', name).executeTakeFirst(),
  )
  const right = await verifyPassword(password, account?.password ?? (await nobody))
  const step = account ? totpStep(account.totp, code, now) : null
  if (!account || !right || step === null) return false
  const { numUpdatedRows } = await storage.transaction((db) =>
    db
      .updateTable('treasurers')
      .set({ last_step: step })
      .where('name', '=', name)
      .where('last_step', '<', step)
      .executeTakeFirst(),
  )
  return numUpdatedRows === 1n
}
