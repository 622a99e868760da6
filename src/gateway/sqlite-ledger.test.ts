import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { donationDigest, encodeDonation, type SealedDonation } from '../shared/donation.ts'
import type { Entry, Ledger } from './ledger.ts'
import { ledgerFile, openSqliteLedger } from './sqlite-ledger.ts'
import { donation, donations, temporaryFolder } from './testing/world.ts'
import { StartError, Unavailable } from './unavailable.ts'

const entry = async (sealed: SealedDonation, receipt = `receipt of ${sealed.id}`): Promise<Entry> => ({
  donation: sealed,
  bytes: encodeDonation(sealed),
  digest: await donationDigest(sealed),
  receipt,
  recordedAt: '2024-01-07T16:00:00.000Z',
})

let folder: ReturnType<typeof temporaryFolder>
let ledger: Ledger
const open = (maxBytes?: number) =>
  openSqliteLedger({ folder: folder.path, ...(maxBytes === undefined ? {} : { maxBytes }) })
const file = () => join(folder.path, ledgerFile)

beforeEach(() => {
  folder = temporaryFolder()
  ledger = open()
})
afterEach(async () => {
  await ledger.close()
  folder[Symbol.dispose]()
})

describe('the SQLite ledger', () => {
  it('records once, and keeps the first receipt for ever', async () => {
    const sealed = await donation()
    const first = await entry(sealed, 'first')
    expect(await ledger.record([first])).toEqual([{ kind: 'recorded' }])
    const held = { digest: first.digest, receipt: 'first' }
    expect(await ledger.record([await entry(sealed, 'second')])).toEqual([{ kind: 'known', held }])
    await ledger.close()
    ledger = open()
    expect(await ledger.find([sealed.id, 'another'])).toEqual(new Map([[sealed.id, held]]))
  })

  it('stores the exact bytes and the open facts', async () => {
    const sealed = await donation({ commitment: 'pledge', due: '2024-02-01' })
    await ledger.record([await entry(sealed)])
    const row = new DatabaseSync(file(), { readOnly: true }).prepare('SELECT * FROM donations').get()
    expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from(encodeDonation(sealed)))
    expect(row).toMatchObject({
      id: sealed.id,
      currency: 'PKR',
      minor: 150_000,
      commitment: 'pledge',
      due: '2024-02-01',
      method: 'bank',
      key_id: sealed.keyId,
      recorded_at: '2024-01-07T16:00:00.000Z',
    })
  })

  it.each(['donations', 'receipts', 'payments'])(
    'refuses every change to %s, from any connection',
    async (table) => {
      const [first] = await donations(1)
      await ledger.record([await entry(first!)])
      const other = new DatabaseSync(file())
      other
        .prepare(
          `INSERT INTO payments VALUES ('p1', ?, 'PKR', 5, 'test', '2024-01-08', '2024-01-08T00:00:00Z')`,
        )
        .run(first!.id)
      const column = { donations: 'minor', receipts: 'receipt', payments: 'minor' }[table]
      for (const change of [
        `UPDATE ${table} SET ${column} = 1`,
        `UPDATE OR REPLACE ${table} SET id = 'x'`,
        `DELETE FROM ${table}`,
        `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
        `INSERT INTO ${table} SELECT * FROM ${table} WHERE true ON CONFLICT DO UPDATE SET ${column} = 1`,
      ])
        expect(() => other.exec(change), change).toThrow('append-only')
      other.close()
    },
  )

  it('keeps sums per currency, with payments and their counter-entries', async () => {
    const usd = await donation({ amount: { currency: 'USD', minor: 2500 }, method: 'wire' })
    await ledger.record(await Promise.all([...(await donations(3)), usd].map((one) => entry(one))))
    const other = new DatabaseSync(file())
    const pay = other.prepare(
      `INSERT INTO payments VALUES (?, ?, 'USD', ?, 'test', '2024-01-08', '2024-01-08')`,
    )
    pay.run('p1', usd.id, 2500)
    pay.run('p2', usd.id, -2500)
    pay.run('p3', null, 400)
    other.close()
    expect(await ledger.totals()).toEqual([
      { currency: 'PKR', donations: 3, pledged: 450_000, paid: 0 },
      { currency: 'USD', donations: 1, pledged: 2500, paid: 400 },
    ])
  })

  it('commits what is queued before it closes, and refuses what comes later', async () => {
    const [first, second] = await donations(2)
    const queued = ledger.record([await entry(first!)])
    await ledger.close()
    expect(await queued).toEqual([{ kind: 'recorded' }])
    await expect(ledger.record([await entry(second!)])).rejects.toBeInstanceOf(Unavailable)
    expect(existsSync(`${file()}-wal`)).toBe(false)
  })

  it('records all of a group or nothing when the disk is full, and goes on when there is room', async () => {
    await ledger.close()
    ledger = open(128 * 1024)
    const batches: Entry[][] = []
    for (let i = 0; i < 10; i++)
      batches.push(await Promise.all((await donations(20)).map((one) => entry(one))))
    const results: PromiseSettledResult<unknown>[] = []
    for (const batch of batches) results.push(...(await Promise.allSettled([ledger.record(batch)])))
    const full = results.filter((result) => result.status === 'rejected')
    expect(full.length).toBeGreaterThan(0)
    for (const { reason } of full) {
      expect(reason).toBeInstanceOf(Unavailable)
      expect(reason.detail).toBe('the disk is full')
    }
    await ledger.close()
    ledger = open()
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
    const one = await entry(await donation())
    await expect(ledger.record([one])).rejects.toMatchObject({ name: 'Unavailable', retryAfter: 1 })
    other.exec('ROLLBACK')
    other.close()
    expect(await ledger.record([one])).toEqual([{ kind: 'recorded' }])
  })
})

describe('opening a ledger', () => {
  it('says so when the database is damaged, and leaves the file alone', () => {
    const data = join(folder.path, 'damaged')
    mkdirSync(data)
    const words = 'this is no database at all, '.repeat(100)
    writeFileSync(join(data, ledgerFile), words)
    expect(() => openSqliteLedger({ folder: data })).toThrow(/ledger\.sqlite is damaged or not a database/)
    expect(readFileSync(join(data, ledgerFile), 'utf8')).toBe(words)
  })
  it('says so when the folder cannot be written', () => {
    const data = join(folder.path, 'a-file')
    writeFileSync(data, '')
    expect(() => openSqliteLedger({ folder: data })).toThrow(StartError)
    expect(() => openSqliteLedger({ folder: data })).toThrow(/Use --data for another folder/)
  })
  it('refuses a database of a newer Sada', async () => {
    await ledger.close()
    const other = new DatabaseSync(file())
    other.exec('PRAGMA user_version = 99')
    other.close()
    expect(() => open()).toThrow('newer Sada')
  })
})
