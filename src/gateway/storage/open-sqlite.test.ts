import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Ledger } from '../ledger.ts'
import { createSqlLedger } from '../sql-ledger.ts'
import { entryOf } from '../testing/entry.ts'
import { donation, donations, temporaryFolder } from '../testing/world.ts'
import { StartError, Unavailable } from '../unavailable.ts'
import { ledgerFile, openSqlite } from './open-sqlite.ts'
import { firstSchema } from './testing/first-schema.ts'

let folder: ReturnType<typeof temporaryFolder>
let ledger: Ledger
const open = async (maxBytes?: number) =>
  createSqlLedger(await openSqlite({ folder: folder.path, ...(maxBytes === undefined ? {} : { maxBytes }) }))
const file = () => join(folder.path, ledgerFile)

beforeEach(async () => {
  folder = temporaryFolder()
  ledger = await open()
})
afterEach(async () => {
  await ledger.close()
  folder[Symbol.dispose]()
})

describe('the embedded database', () => {
  it('leaves one plain file when it closes', async () => {
    await ledger.record([await entryOf(await donation())])
    expect(existsSync(`${file()}-wal`)).toBe(true)
    await ledger.close()
    expect(existsSync(`${file()}-wal`)).toBe(false)
  })

  it('records all of a group or nothing when the disk is full, and goes on when there is room', async () => {
    await ledger.close()
    ledger = await open(192 * 1024)
    const batches: Entry[][] = []
    for (let i = 0; i < 10; i++)
      batches.push(await Promise.all((await donations(20)).map((one) => entryOf(one))))
    const results: PromiseSettledResult<unknown>[] = []
    for (const batch of batches) results.push(...(await Promise.allSettled([ledger.record(batch)])))
    const full = results.filter((result) => result.status === 'rejected')
    expect(full.length).toBeGreaterThan(0)
    for (const { reason } of full) {
      expect(reason).toBeInstanceOf(Unavailable)
      expect(reason.detail).toBe('the disk is full')
    }
    await ledger.close()
    ledger = await open()
    for (const [index, batch] of batches.entries()) {
      const found = await ledger.find(batch.map((one) => one.donation.id))
      expect(found.size).toBe(results[index]!.status === 'fulfilled' ? 20 : 0)
      expect((await ledger.record(batch)).every((outcome) => outcome.kind === 'recorded')).toBe(
        found.size === 0,
      )
    }
    expect(await ledger.totals()).toMatchObject([{ donations: 200 }])
  })

  it('answers busy, and records nothing, while another program holds the database', async () => {
    const other = new DatabaseSync(file())
    other.exec('BEGIN IMMEDIATE')
    const one = await entryOf(await donation())
    await expect(ledger.record([one])).rejects.toMatchObject({ name: 'Unavailable', retryAfter: 1 })
    other.exec('ROLLBACK')
    other.close()
    expect(await ledger.record([one])).toEqual([{ kind: 'recorded' }])
  })
})

describe('opening it', () => {
  it('says so when the database is damaged, and leaves the file alone', async () => {
    const data = join(folder.path, 'damaged')
    mkdirSync(data)
    const words = 'this is no database at all, '.repeat(100)
    writeFileSync(join(data, ledgerFile), words)
    await expect(openSqlite({ folder: data })).rejects.toThrow(/ledger\.sqlite is damaged or not a database/)
    expect(readFileSync(join(data, ledgerFile), 'utf8')).toBe(words)
  })
  it('says so when the folder cannot be written', async () => {
    const data = join(folder.path, 'a-file')
    writeFileSync(data, '')
    await expect(openSqlite({ folder: data })).rejects.toThrow(StartError)
    await expect(openSqlite({ folder: data })).rejects.toThrow(/Use --data for another folder/)
  })
  it('refuses a database of a newer Sada', async () => {
    await ledger.close()
    const other = new DatabaseSync(file())
    other.exec('PRAGMA user_version = 99')
    other.close()
    await expect(open()).rejects.toThrow('newer Sada')
  })

  it('goes on with the database of the first Sada, and the first Sada refuses ours', async () => {
    const data = join(folder.path, 'first')
    mkdirSync(data)
    const sealed = await donation()
    const { digest, bytes, receipt } = await entryOf(sealed)
    const before = new DatabaseSync(join(data, ledgerFile))
    before.exec(firstSchema)
    before
      .prepare(
        `INSERT INTO donations VALUES (?, ?, ?, 'PKR', 150000, 'now', NULL, 'bank', 'k', '2024-01-07')`,
      )
      .run(sealed.id, digest, bytes)
    before.prepare('INSERT INTO receipts VALUES (?, ?)').run(sealed.id, receipt)
    before.close()
    const opened = createSqlLedger(await openSqlite({ folder: data }))
    expect(await opened.find([sealed.id])).toEqual(new Map([[sealed.id, { digest, receipt }]]))
    expect(await opened.record([await entryOf(await donation())])).toEqual([{ kind: 'recorded' }])
    expect(await opened.totals()).toEqual([{ currency: 'PKR', donations: 2, pledged: 300_000, paid: 0 }])
    await opened.close()
    const after = new DatabaseSync(join(data, ledgerFile), { readOnly: true })
    expect(after.prepare('PRAGMA user_version').get()?.user_version).toBeGreaterThanOrEqual(1)
    after.close()
  })

  it('makes the tables whole or not at all', async () => {
    const data = join(folder.path, 'torn')
    mkdirSync(data)
    const before = new DatabaseSync(join(data, ledgerFile))
    // A table in the way of a later statement of the first migration.
    before.exec('CREATE TABLE payments_donation (id TEXT)')
    before.close()
    await expect(openSqlite({ folder: data })).rejects.toThrow(StartError)
    const after = new DatabaseSync(join(data, ledgerFile), { readOnly: true })
    expect(after.prepare(`SELECT name FROM sqlite_master WHERE name = 'donations'`).all()).toEqual([])
    after.close()
  })
})
