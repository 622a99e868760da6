import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { ledgerFile } from '../storage/open-sqlite.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { Storage } from '../storage/storage.ts'
import { hasPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'
import { temporaryFolder } from './world.ts'

export type Row = Record<string, unknown>

/** The files of a folder that were written since `since` (ms), without the zeros they may end in. */
const filesIn = (folder: string, since = 0): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || statSync(path).mtimeMs < since) return []
      const bytes = readFileSync(path)
      return [[relative(folder, path), bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1)]]
    }),
  )

/** An empty database of one kind. */
export interface TestDatabase extends AsyncDisposable {
  kind: Storage['kind']
  /** What a gateway is told to use. */
  where: { data: string; databaseUrl?: string }
  open(): Promise<Storage>
  /** Runs SQL over a connection of its own, as any other program may. */
  run(sql: string): Promise<Row[]>
  /** All that it has left on the disk, in a dump and in logs, by where. Of a server's files those written since this database was made. */
  traces(): Promise<Map<string, Buffer>>
}

/** An empty SQLite database. */
export const sqlite = async (): Promise<TestDatabase> => {
  const folder = temporaryFolder()
  const where = { data: folder.path }
  return {
    kind: 'sqlite',
    where,
    open: () => openStorage(where),
    async run(sql) {
      const database = new DatabaseSync(join(folder.path, ledgerFile))
      try {
        return database.prepare(sql).all()
      } finally {
        database.close()
      }
    },
    traces: async () => filesIn(folder.path),
    async [Symbol.asyncDispose]() {
      folder[Symbol.dispose]()
    },
  }
}

const postgres = async (server: PostgresServer): Promise<TestDatabase> => {
  const databaseUrl = await server.createDatabase()
  const where = { data: '/nowhere', databaseUrl }
  // File systems may keep whole seconds only.
  const made = Math.floor(Date.now() / 1000) * 1000
  const run = async (sql: string): Promise<Row[]> => {
    const client = new pg.Client(databaseUrl)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }
  return {
    kind: 'postgres',
    where,
    open: () => openStorage(where),
    run,
    async traces() {
      await run('CHECKPOINT')
      return filesIn(server.data, made)
        .set('dump', server.dump(databaseUrl))
        .set('log', Buffer.from(server.log()))
    },
    async [Symbol.asyncDispose]() {},
  }
}

/** The same tests on each database; `make` gives every test an empty one. */
export const onEveryDatabase = (body: (make: () => Promise<TestDatabase>) => void): void => {
  describe('on SQLite', () => body(sqlite))
  describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.[Symbol.asyncDispose]())
    body(() => postgres(server))
  })
}
