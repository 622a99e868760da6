import { StartError } from '../unavailable.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'
import type { Storage } from './storage.ts'

/**
 * The database a gateway is told to use: PostgreSQL where `databaseUrl` (DATABASE_URL) names one, else SQLite in the data folder.
 * @throws StartError with a plain sentence where it cannot be opened.
 */
export const openStorage = async (where: {
  data: string
  databaseUrl?: string | undefined
  onCollision?: () => void
}): Promise<Storage> => {
  const { data, databaseUrl, onCollision } = where
  if (!databaseUrl) return openSqlite({ folder: data })
  if (!/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new StartError('DATABASE_URL is not of the form postgres://user:password@host:port/database.')
  return openPostgres({ url: databaseUrl, ...(onCollision ? { onCollision } : {}) })
}
