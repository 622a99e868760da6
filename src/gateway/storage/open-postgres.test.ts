import { once } from 'node:events'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SealedDonation } from '../../shared/donation.ts'
import type { DonationAnswer } from '../../shared/receipt.ts'
import { createSqlLedger } from '../sql-ledger.ts'
import { entryOf } from '../testing/entry.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../testing/postgres-server.ts'
import { spawnGateway } from '../testing/spawn-gateway.ts'
import { donation, donations } from '../testing/world.ts'
import { createTreasury } from '../treasury/treasury.ts'
import { StartError, Unavailable } from '../unavailable.ts'
import { openPostgres } from './open-postgres.ts'
import { openStorage } from './open-storage.ts'

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let server: PostgresServer
  let url: string
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    url = await server.createDatabase()
  })

  /** Another program's session. */
  const session = async () => {
    const client = new pg.Client(url)
    await client.connect()
    return {
      query: (sql: string) => client.query(sql).then(({ rows }) => rows as Record<string, unknown>[]),
      insert: async (sealed: SealedDonation) => {
        const { digest, receipt } = await entryOf(sealed)
        await client.query(
          `INSERT INTO donations VALUES ($1, $2, '{}', 'PKR', 150000, 'now', NULL, 'bank', 'k', '2024-01-07')`,
          [sealed.id, digest],
        )
        await client.query('INSERT INTO receipts VALUES ($1, $2)', [sealed.id, receipt])
      },
      [Symbol.asyncDispose]: () => client.end(),
    }
  }
  /** Waits until a session of a gateway waits for a lock. */
  const untilBlocked = async (query: (sql: string) => Promise<unknown[]>) => {
    const waiting = `SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'sada-gateway' AND wait_event_type = 'Lock'`
    while ((await query(waiting)).length === 0);
  }

  it('runs a transaction again that was the victim of a deadlock', async () => {
    await (await openPostgres({ url })).close()
    // The other session would wait an hour before it looks for a deadlock; so ours is the victim.
    await using other = await session()
    await other.query(`SET deadlock_timeout = '1h'`)
    let collisions = 0
    const storage = await openPostgres({ url, onCollision: () => void collisions++ })
    const ledger = createSqlLedger(storage)
    const [first, second] = (await donations(2)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    await other.query('BEGIN')
    await other.insert(second!)
    const answers = ledger.record([await entryOf(first!, 'ours'), await entryOf(second!, 'ours')])
    await untilBlocked(other.query)
    await other.insert(first!)
    await other.query('COMMIT')
    expect((await answers).map(({ kind }) => kind)).toEqual(['known', 'known'])
    expect(collisions).toBeGreaterThan(0)
    expect((await ledger.totals())[0]).toMatchObject({ donations: 2, pledged: 300_000 })
    await ledger.close()
  })

  it.each(['repeatable read', 'serializable'])(
    'runs a transaction again that could not be serialised (%s)',
    async (isolation) => {
      await (await openPostgres({ url })).close()
      await using other = await session()
      await other.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)}
        SET default_transaction_isolation = '${isolation}'`)
      let collisions = 0
      const storage = await openPostgres({ url, onCollision: () => void collisions++ })
      const ledger = createSqlLedger(storage)
      const [taken, fresh] = await donations(2)
      await other.query('BEGIN')
      await other.insert(taken!)
      const answers = ledger.record([await entryOf(taken!, 'ours'), await entryOf(fresh!, 'ours')])
      await untilBlocked(other.query)
      await other.query('COMMIT')
      expect(await answers).toEqual([
        {
          kind: 'known',
          held: { digest: (await entryOf(taken!)).digest, receipt: `receipt of ${taken!.id}` },
        },
        { kind: 'recorded' },
      ])
      expect(collisions).toBeGreaterThan(0)
      await ledger.close()
    },
  )

  it('turns synchronous commit on where the server has it off', async () => {
    await using other = await session()
    const name = new URL(url).pathname.slice(1)
    await other.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
    const storage = await openPostgres({ url })
    const settings = await storage.read((db) =>
      db
        .selectNoFrom((e) => e.fn<string>('current_setting', [e.val('synchronous_commit')]).as('setting'))
        .execute(),
    )
    expect(settings).toEqual([{ setting: 'on' }])
    await storage.close()
  })

  it('answers unavailable while the server is gone, and has all it acknowledged when it is back', async () => {
    const storage = await openPostgres({ url })
    const ledger = createSqlLedger(storage)
    const sent = await Promise.all((await donations(200)).map((one) => entryOf(one)))
    const outcomes = sent.map((entry) => ledger.record([entry]))
    const [crash] = await Promise.all([server.crash(), Promise.allSettled(outcomes)])
    void crash
    const acknowledged = (await Promise.allSettled(outcomes)).map(({ status }) => status === 'fulfilled')
    const late = await entryOf(await donation())
    // The pool may still hold a dead connection or two.
    for (;;) {
      try {
        await ledger.record([late])
        break
      } catch (error) {
        expect(error).toBeInstanceOf(Unavailable)
      }
    }
    const found = await ledger.find(sent.map((entry) => entry.donation.id))
    for (const [index, { donation: one }] of sent.entries())
      if (acknowledged[index]) expect(found.has(one.id)).toBe(true)
    expect((await ledger.totals())[0]).toMatchObject({ donations: found.size + 1 })
    await ledger.close()
  })

  it('serves two gateways that start and record at once, one of which is killed', async () => {
    const [one, other] = await Promise.all([
      spawnGateway({ data: '/nowhere', databaseUrl: url }),
      spawnGateway({ data: '/nowhere', databaseUrl: url }),
    ])
    const post = async (address: string, batch: SealedDonation[]) => {
      const response = await fetch(`${address}/v1/donations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ donations: batch }),
      })
      return ((await response.json()) as { answers: DonationAnswer[] }).answers
    }
    const receipts = new Map<string, string>()
    let created = 0
    const take = (answers: DonationAnswer[]) => {
      for (const { id, status, receipt } of answers) {
        expect([200, 201]).toContain(status)
        if (status === 201) created++
        // The first receipt is the only one, whoever is asked.
        expect(receipts.get(id) ?? receipt).toBe(receipt)
        receipts.set(id, receipt!)
      }
    }
    // The same twenty donations to both at the same time, in opposite order.
    for (let round = 0; round < 10; round++) {
      const batch = await donations(20)
      const both = await Promise.all([post(one.address, batch), post(other.address, batch.toReversed())])
      for (const answers of both) take(answers)
    }
    expect([receipts.size, created]).toEqual([200, 200])

    const gone = once(one.child, 'exit')
    const lost = Promise.allSettled(
      Array.from({ length: 20 }, async () => take(await post(one.address, await donations(5)))),
    )
    one.child.kill('SIGKILL')
    await Promise.all([gone, lost])
    take(await post(other.address, await donations(5)))
    const ledger = createSqlLedger(await openStorage({ data: '/nowhere', databaseUrl: url }))
    const found = await ledger.find([...receipts.keys()])
    for (const [id, receipt] of receipts) expect(found.get(id)?.receipt).toBe(receipt)
    await using all = await session()
    const [sum] = await all.query(
      'SELECT count(*)::int AS donations, sum(minor)::int AS pledged FROM donations',
    )
    expect(await ledger.totals()).toEqual([{ currency: 'PKR', paid: 0, ...sum }])
    await ledger.close()
    other.child.kill('SIGTERM')
    await once(other.child, 'exit')
  })

  it('goes on with a database from before fees were kept apart, and reads them out of what is frozen', async () => {
    const sealed = [await donation({ fee: 150 }), await donation()]
    const before = await openPostgres({ url })
    await createSqlLedger(before).record(await Promise.all(sealed.map((one) => entryOf(one))))
    await before.close()
    {
      // Back to the schema of 0002: rows stay.
      await using all = await session()
      for (const table of ['donations', 'payments']) await all.query(`ALTER TABLE ${table} DROP COLUMN fee`)
      await all.query('DROP TABLE card_movements, checkouts')
      await all.query(`DELETE FROM kysely_migration WHERE name >= '0003'`)
    }
    const after = await openPostgres({ url })
    const { donations: rows } = await createTreasury(after, 'amina').list({}, { limit: 10, sealed: false })
    expect(new Map(rows.map(({ id, fee }) => [id, fee]))).toEqual(
      new Map(sealed.map(({ id, fee = 0 }) => [id, fee])),
    )
    await after.close()
  })

  it('says plainly why it cannot be opened, without the password', async () => {
    const { port } = new URL(url)
    const refused = async (address: string) => {
      const error = await openPostgres({ url: address }).then(
        () => null,
        (reason) => reason,
      )
      expect(error).toBeInstanceOf(StartError)
      expect(error.message).not.toContain('secret')
      return error.message as string
    }
    expect(await refused(`postgres://sada:secret@127.0.0.1:${port}/absent`)).toBe(
      `PostgreSQL at 127.0.0.1:${port}/absent has no such database. Make it with createdb, or look at DATABASE_URL.`,
    )
    expect(await refused(`postgres://nobody:secret@127.0.0.1:${port}/absent`)).toContain('refuses this user')
    expect(await refused('postgres://sada:secret@127.0.0.1:1/sada')).toContain('does not answer')
    await expect(openStorage({ data: '/nowhere', databaseUrl: 'mysql://sada' })).rejects.toThrow(
      'DATABASE_URL is not of the form',
    )
  })
})
