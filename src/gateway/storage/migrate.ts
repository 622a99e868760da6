import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { StartError } from '../unavailable.ts'
import { ledger } from './migrations/0001-ledger.ts'
import { treasury } from './migrations/0002-treasury.ts'
import { fees } from './migrations/0003-fees.ts'
import { checkouts } from './migrations/0004-checkouts.ts'
import type { Tables } from './tables.ts'

/** One step of the schema, statement by statement, in either dialect. */
export interface Schema {
  sqlite: readonly string[]
  postgres: readonly string[]
}

/** In order of their names. Never edit one that has shipped; add another. */
const schemas: Readonly<Record<string, Schema>> = {
  '0001-ledger': ledger,
  '0002-treasury': treasury,
  '0003-fees': fees,
  '0004-checkouts': checkouts,
}

/** How many there are: SQLite's `user_version` after all of them. */
export const schemaVersion = Object.keys(schemas).length

const newer = new StartError('The database was made by a newer Sada. Update Sada.')

/**
 * Brings the database to the newest schema: all missing steps in one transaction, one process at a time (Kysely's Migrator, which keeps
 * its record in `kysely_migration`).
 * @throws StartError where the database was made by a newer Sada.
 */
export const migrate = async (db: Kysely<Tables>, kind: keyof Schema): Promise<void> => {
  const migrations: Record<string, Migration> = {}
  for (const [name, steps] of Object.entries(schemas))
    migrations[name] = {
      async up(tx: Kysely<unknown>) {
        for (const statement of steps[kind]) await sql.raw(statement).execute(tx)
      },
    }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error instanceof Error && /^corrupted migrations: .* is missing$/.test(error.message)) throw newer
  if (error) throw error
}

/** Refuses a SQLite database of a newer Sada before anything in it is touched; `version` is its `user_version`. */
export const refuseNewer = (version: number): void => {
  if (version > schemaVersion) throw newer
}
