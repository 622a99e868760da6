import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeDonation } from '../shared/donation.ts'
import type { Ledger } from './ledger.ts'
import { createSqlLedger } from './sql-ledger.ts'
import { onEveryDatabase, type TestDatabase } from './testing/databases.ts'
import { entryOf } from './testing/entry.ts'
import { donation, donations } from './testing/world.ts'
import { Unavailable } from './unavailable.ts'

onEveryDatabase((make) => {
  let database: TestDatabase
  let ledger: Ledger
  beforeEach(async () => {
    database = await make()
    ledger = createSqlLedger(await database.open())
  })
  afterEach(async () => {
    await ledger.close()
    await database[Symbol.asyncDispose]()
  })

  it('records once, and keeps the first receipt for ever', async () => {
    const sealed = await donation()
    const first = await entryOf(sealed, 'first')
    expect(await ledger.record([first])).toEqual([{ kind: 'recorded' }])
    const held = { digest: first.digest, receipt: 'first' }
    expect(await ledger.record([await entryOf(sealed, 'second')])).toEqual([{ kind: 'known', held }])
    await ledger.close()
    ledger = createSqlLedger(await database.open())
    expect(await ledger.find([sealed.id, 'another'])).toEqual(new Map([[sealed.id, held]]))
    expect(await ledger.find([])).toEqual(new Map())
  })

  it('answers an id that is twice in one group as recorded, then known', async () => {
    const [one, other] = await donations(2)
    const [first, again, third] = await Promise.all([
      ledger.record([await entryOf(one!, 'first')]),
      ledger.record([await entryOf(one!, 'second'), await entryOf(other!)]),
      ledger.record([await entryOf(other!, 'late')]),
    ])
    const heldOf = async (receipt: string, of = one!) => ({
      kind: 'known',
      held: { digest: (await entryOf(of)).digest, receipt },
    })
    expect(first).toEqual([{ kind: 'recorded' }])
    expect(again).toEqual([await heldOf('first'), { kind: 'recorded' }])
    expect(third).toEqual([await heldOf(`receipt of ${other!.id}`, other!)])
  })

  it('stores the exact bytes and the open facts', async () => {
    const sealed = await donation({ commitment: 'pledge', due: '2024-02-01' })
    await ledger.record([await entryOf(sealed)])
    const [row] = await database.run('SELECT * FROM donations')
    expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from(encodeDonation(sealed)))
    expect({ ...row, minor: Number(row?.minor) }).toMatchObject({
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

  describe.each(['donations', 'receipts', 'payments'])('%s', (table) => {
    it('refuse every change, from any connection', async () => {
      const [first] = await donations(1)
      await ledger.record([await entryOf(first!)])
      await database.run(
        `INSERT INTO payments VALUES ('p1', '${first!.id}', 'PKR', 5, 'test', '2024-01-08', '2024-01-08T00:00:00Z', 0)`,
      )
      const before = await database.run(`SELECT * FROM ${table}`)
      const column = { donations: 'minor', receipts: 'receipt', payments: 'minor' }[table]
      // All but what the database itself makes of the others.
      const columns = Object.keys(before[0]!).filter((name) => table !== 'donations' || name !== 'fee')
      const again = `INTO ${table} (${columns}) SELECT ${columns} FROM ${table} WHERE true`
      const upsert = `INSERT ${again} ON CONFLICT`
      const changes = {
        sqlite: [
          `UPDATE ${table} SET ${column} = 1`,
          `UPDATE OR REPLACE ${table} SET id = 'x'`,
          `DELETE FROM ${table}`,
          `INSERT OR REPLACE ${again}`,
          `${upsert} DO UPDATE SET ${column} = 1`,
        ],
        postgres: [
          `UPDATE ${table} SET ${column} = '1'`,
          `UPDATE ${table} SET id = 'x'`,
          `DELETE FROM ${table}`,
          `TRUNCATE ${table} CASCADE`,
          `SET session_replication_role = replica; DELETE FROM ${table}`,
          `${upsert} (id) DO UPDATE SET ${column} = '1'`,
        ],
      }[database.kind]
      for (const change of changes) await expect(database.run(change), change).rejects.toThrow('append-only')
      expect(await database.run(`SELECT * FROM ${table}`)).toEqual(before)
    })
  })

  it('keeps sums per currency, with payments and their counter-entries', async () => {
    const usd = await donation({ amount: { currency: 'USD', minor: 2500 }, method: 'wire' })
    await ledger.record(await Promise.all([...(await donations(3)), usd].map((one) => entryOf(one))))
    const pay = (id: string, of: string, minor: number, fee = 0) =>
      database.run(
        `INSERT INTO payments VALUES ('${id}', ${of}, 'USD', ${minor}, 'test', '2024-01-08', '2024-01-08', ${fee})`,
      )
    await pay('p1', `'${usd.id}'`, 2500)
    await pay('p2', `'${usd.id}'`, -2500)
    await pay('p3', 'NULL', 400)
    // What pays a fee is counted for no amount.
    await pay('p4', `'${usd.id}'`, 2600, 100)
    expect(await ledger.totals()).toEqual([
      { currency: 'PKR', donations: 3, pledged: 450_000, paid: 0 },
      { currency: 'USD', donations: 1, pledged: 2500, paid: 2900 },
    ])
  })

  it('counts amounts beyond 32 bits exactly', async () => {
    const minor = Number.MAX_SAFE_INTEGER - 1
    const large = await donation({ amount: { currency: 'PKR', minor } })
    await ledger.record([await entryOf(large)])
    expect(await ledger.totals()).toEqual([{ currency: 'PKR', donations: 1, pledged: minor, paid: 0 }])
  })

  it('commits what is queued before it closes, and refuses what comes later', async () => {
    const [first, second] = await donations(2)
    const queued = ledger.record([await entryOf(first!)])
    await ledger.close()
    expect(await queued).toEqual([{ kind: 'recorded' }])
    await expect(ledger.record([await entryOf(second!)])).rejects.toBeInstanceOf(Unavailable)
    await expect(ledger.find([first!.id])).rejects.toBeInstanceOf(Unavailable)
    expect(await database.run('SELECT id FROM donations')).toEqual([{ id: first!.id }])
  })

  it('refuses a database of a newer Sada', async () => {
    await ledger.close()
    await database.run(`INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01T00:00:00Z')`)
    await expect(database.open()).rejects.toThrow('newer Sada')
  })
})
