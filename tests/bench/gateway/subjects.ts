import { hasPostgres, startPostgres } from '../../../src/gateway/testing/postgres-server.ts'
import { temporaryFolder } from '../../../src/gateway/testing/world.ts'
import type { SealedDonation } from '../../../src/shared/donation.ts'
import { barePostgres, bareSqlite } from './bare-loop.ts'

/** A database the gateway is measured on, empty, and its peer. */
export interface Subject extends AsyncDisposable {
  name: string
  data: string
  databaseUrl?: string
  /** Bare insert loop of the same durability, donations a second. */
  bare(donations: readonly SealedDonation[]): Promise<number>
}

const onSqlite = async (): Promise<Subject> => {
  const folder = temporaryFolder()
  return {
    name: 'SQLite',
    data: folder.path,
    bare: (donations) => bareSqlite(folder.path, donations),
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]()
    },
  }
}

const onPostgres = async (): Promise<Subject> => {
  const server = await startPostgres()
  const databaseUrl = await server.createDatabase()
  return {
    name: 'PostgreSQL',
    data: '/nowhere',
    databaseUrl,
    bare: (donations) => barePostgres(databaseUrl, donations),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** SQLite, and PostgreSQL where there is one. */
export const subjects: readonly (() => Promise<Subject>)[] = hasPostgres ? [onSqlite, onPostgres] : [onSqlite]
