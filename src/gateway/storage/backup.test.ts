import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signReceipt } from '../../shared/receipt.ts'
import { entryOf } from '../testing/entry.ts'
import { spawnGateway } from '../testing/spawn-gateway.ts'
import { donation, donations, signingKey, start, temporaryFolder } from '../testing/world.ts'
import { createTreasury } from '../treasury/treasury.ts'
import { backupLedger, restoreLedger } from './backup.ts'
import { ledgerFile, openSqlite } from './open-sqlite.ts'
import { firstSchema } from './testing/first-schema.ts'

let folder: ReturnType<typeof temporaryFolder>
const at = (name: string) => join(folder.path, name)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder[Symbol.dispose]())

/** Ten recorded donations in `data`, and a backup of them in `copy.sqlite`. */
const recorded = async () => {
  const running = await start({ data: at('data') })
  const sent = await donations(10)
  await running.post({ donations: sent })
  await running.gateway.close()
  await backupLedger(at('data'), at('copy.sqlite'))
  return sent
}

/** Changes a backup as nobody may, with its triggers taken out. */
const tamper = (...statements: string[]) => {
  const database = new DatabaseSync(at('copy.sqlite'))
  database.exec('PRAGMA foreign_keys = OFF')
  for (const table of ['donations', 'receipts', 'payments'])
    database.exec(`DROP TRIGGER ${table}_no_update; DROP TRIGGER ${table}_no_delete`)
  for (const statement of statements) database.exec(statement)
  database.close()
}

it('has all that was acknowledged before it began, though the gateway goes on recording', async () => {
  const { child, address } = await spawnGateway({ data: at('data') })
  let over = false
  const receipts = new Map<string, string>()
  const donor = async () => {
    while (!over) {
      const one = await donation()
      const response = await fetch(`${address}/v1/donations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(one),
      })
      const { receipt } = (await response.json()) as { receipt?: string }
      // A busy machine may send some away; those were not acknowledged.
      if (receipt) receipts.set(one.id, receipt)
    }
  }
  const donors = Array.from({ length: 8 }, donor)
  while (receipts.size < 200) await new Promise((resolve) => setTimeout(resolve, 5))
  const before = new Map(receipts)
  const facts = await backupLedger(at('data'), at('copy.sqlite'))
  over = true
  await Promise.all(donors)
  child.kill('SIGKILL')
  expect(facts.donations).toBeGreaterThanOrEqual(before.size)
  expect(facts.totals).toEqual([
    { currency: 'PKR', donations: facts.donations, pledged: facts.donations * 150_000, paid: 0 },
  ])
  // One plain file and nothing beside it.
  expect(readdirSync(folder.path).toSorted()).toEqual(['copy.sqlite', 'data'])

  expect(await restoreLedger(at('copy.sqlite'), at('other'))).toEqual(facts)
  expect(readFileSync(at(`other/${ledgerFile}`))).toEqual(readFileSync(at('copy.sqlite')))
  const restored = await start({ data: at('other') })
  for (const [id, receipt] of before) {
    const held = await restored.get(`/v1/donations/${id}/receipt`)
    expect(((await held.json()) as { receipt: string }).receipt).toBe(receipt)
  }
  expect((await restored.post(await donation())).status).toBe(201)
  await restored.gateway.close()
})

it('of a ledger from before fees were kept apart is put back, and goes on', async () => {
  const { digest, bytes, donation: sealed, recordedAt } = await entryOf(await donation({ fee: 150 }))
  const { id, amount } = sealed
  const receipt = await signReceipt(signingKey, { id, digest, amount, recordedAt })
  const before = new DatabaseSync(at('old.sqlite'))
  before.exec(firstSchema)
  before
    .prepare(`INSERT INTO donations VALUES (?, ?, ?, 'PKR', 150000, 'now', NULL, 'bank', 'k', '2024-01-07')`)
    .run(sealed.id, digest, bytes)
  before.prepare('INSERT INTO receipts VALUES (?, ?)').run(sealed.id, receipt)
  before.exec(
    `INSERT INTO payments VALUES ('p', '${sealed.id}', 'PKR', 1000, 'x', '2024-01-08', '2024-01-08')`,
  )
  before.close()
  expect(await restoreLedger(at('old.sqlite'), at('data'))).toMatchObject({ totals: [{ paid: 1000 }] })
  const storage = await openSqlite({ folder: at('data') })
  const { donations: all } = await createTreasury(storage, 'amina').list({}, { limit: 10, sealed: false })
  await storage.close()
  // The fee was in the frozen bytes all along.
  expect(all).toMatchObject([{ id: sealed.id, fee: 150, paid: 1000, paidFee: 0 }])
})

describe('nothing is overwritten', () => {
  it('by a backup, or by putting one back', async () => {
    await recorded()
    const words = readFileSync(at('copy.sqlite'))
    await expect(backupLedger(at('data'), at('copy.sqlite'))).rejects.toThrow('is there already')
    expect(readFileSync(at('copy.sqlite'))).toEqual(words)
    await expect(restoreLedger(at('copy.sqlite'), at('data'))).rejects.toThrow('Move it away first')
    await expect(backupLedger(at('empty'), at('another'))).rejects.toThrow('There is no ledger')
    await expect(restoreLedger(at('nothing'), at('other'))).rejects.toThrow('There is no backup')
    expect(existsSync(at('other'))).toBe(false)
  })
})

describe('a backup that is not whole is not put back', () => {
  it.each([
    [
      'a changed amount of bytes',
      `UPDATE donations SET bytes = CAST(bytes || ' ' AS BLOB)`,
      /bytes are not those of their digest/,
    ],
    ['a lost receipt', `DELETE FROM receipts`, /without a receipt for them: .* and 5 more/],
    ['another receipt', `UPDATE receipts SET receipt = 'e30.e30.e30'`, /without a receipt for them/],
    ['a lost donation', 'DELETE FROM donations WHERE rowid = 1', /row that is not there.*; sums/],
    ['a changed sum', 'UPDATE sums SET paid = 5', /sums that are not those of the rows: PKR/],
    ['a newer Sada', 'PRAGMA user_version = 99', /newer Sada/],
  ])('%s', async (_name, statement, words) => {
    await recorded()
    tamper(statement)
    await expect(restoreLedger(at('copy.sqlite'), at('other'))).rejects.toThrow(words)
    expect(readdirSync(at('other'))).toEqual([])
  })

  it('torn, or no database', async () => {
    await recorded()
    const bytes = readFileSync(at('copy.sqlite'))
    writeFileSync(at('torn.sqlite'), bytes.subarray(0, bytes.length / 2))
    await expect(restoreLedger(at('torn.sqlite'), at('other'))).rejects.toThrow(/damaged|not whole/)
    writeFileSync(at('words'), 'no database at all, '.repeat(100))
    await expect(restoreLedger(at('words'), at('other'))).rejects.toThrow('not a database')
    expect(readdirSync(at('other'))).toEqual([])
  })
})
