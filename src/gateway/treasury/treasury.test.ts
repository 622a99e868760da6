import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SealedDonation } from '../../shared/donation.ts'
import type { NewPayment, Treasury } from '../../shared/treasury/treasury.ts'
import { createSqlLedger } from '../sql-ledger.ts'
import type { Storage } from '../storage/storage.ts'
import { onEveryDatabase, type TestDatabase } from '../testing/databases.ts'
import { entryOf } from '../testing/entry.ts'
import { donation } from '../testing/world.ts'
import { createTreasury } from './treasury.ts'

const line = (number: number) => String(number).padStart(64, '0')
const pay = (of: SealedDonation, number: number, more: Partial<NewPayment> = {}): NewPayment => ({
  donation: of.id,
  line: line(number),
  currency: of.amount.currency,
  minor: of.amount.minor,
  arrivedOn: '2024-01-08',
  ...more,
})

onEveryDatabase((make) => {
  let database: TestDatabase
  let storage: Storage
  let treasury: Treasury
  let now: number
  beforeEach(async () => {
    database = await make()
    storage = await database.open()
    now = Date.parse('2024-01-09T08:00:00Z')
    treasury = createTreasury(storage, 'amina', () => now)
  })
  afterEach(async () => {
    await storage.close()
    await database[Symbol.asyncDispose]()
  })
  const record = async (sealed: SealedDonation, at: string) => {
    await createSqlLedger(storage).record([await entryOf(sealed, 'receipt', at)])
    return sealed
  }
  const totals = () => createSqlLedger(storage).totals()
  /** Three donations over two days. */
  const some = async () => ({
    bank: await record(await donation(), '2024-01-07T16:00:00.000Z'),
    pledge: await record(
      await donation({ commitment: 'pledge', due: '2024-02-01', amount: { currency: 'PKR', minor: 50_000 } }),
      '2024-01-07T17:30:00.000Z',
    ),
    wire: await record(
      await donation({ amount: { currency: 'USD', minor: 2500 }, method: 'wire' }),
      '2024-01-08T01:00:00.000Z',
    ),
  })

  describe('the list', () => {
    it('narrows by every facet, with what was paid', async () => {
      const { bank, pledge, wire } = await some()
      await treasury.enter([pay(bank, 1), pay(pledge, 2, { minor: 20_000 })])
      const ids = async (filter: Parameters<Treasury['list']>[0]) =>
        (await treasury.list(filter, { limit: 10, sealed: false })).donations.map(({ id }) => id)
      expect(await ids({})).toEqual([bank.id, pledge.id, wire.id])
      expect(await ids({ currency: 'USD' })).toEqual([wire.id])
      expect(await ids({ commitment: 'pledge' })).toEqual([pledge.id])
      expect(await ids({ method: 'wire' })).toEqual([wire.id])
      expect(await ids({ from: '2024-01-08' })).toEqual([wire.id])
      expect(await ids({ to: '2024-01-07' })).toEqual([bank.id, pledge.id])
      expect(await ids({ id: pledge.id })).toEqual([pledge.id])
      expect(await ids({ state: 'paid' })).toEqual([bank.id])
      expect(await ids({ state: 'part' })).toEqual([pledge.id])
      expect(await ids({ state: 'unpaid' })).toEqual([wire.id])
      expect(await ids({ currency: 'PKR', state: 'unpaid' })).toEqual([])
      const { donations } = await treasury.list({ id: pledge.id }, { limit: 1, sealed: true })
      expect(donations).toEqual([
        {
          id: pledge.id,
          currency: 'PKR',
          minor: 50_000,
          fee: 0,
          commitment: 'pledge',
          due: '2024-02-01',
          method: 'bank',
          recordedAt: '2024-01-07T17:30:00.000Z',
          paid: 20_000,
          paidFee: 0,
          sealed: pledge,
        },
      ])
    })

    it('comes in pages that miss nothing and repeat nothing, though many came at the same moment', async () => {
      const at = '2024-01-07T16:00:00.000Z'
      const ids = new Set<string>()
      for (let i = 0; i < 7; i++) ids.add((await record(await donation(), at)).id)
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await treasury.list({}, { after, limit: 3, sealed: false })
        expect(page.donations.length).toBeLessThanOrEqual(3)
        seen.push(...page.donations.map(({ id }) => id))
        after = page.next ?? undefined
      } while (after)
      expect(seen).toHaveLength(7)
      expect(new Set(seen)).toEqual(ids)
    })
  })

  it('adds up by the day and by the hour, a row a currency', async () => {
    const { bank } = await some()
    await treasury.enter([pay(bank, 1)])
    const of = (span: string, currency: string, donations: number, pledged: number, paid: number) => ({
      span,
      currency,
      donations,
      pledged,
      paid,
    })
    expect(await treasury.series('day')).toEqual([
      of('2024-01-07', 'PKR', 2, 200_000, 0),
      of('2024-01-08', 'PKR', 0, 0, 150_000),
      of('2024-01-08', 'USD', 1, 2500, 0),
    ])
    expect(await treasury.series('hour')).toEqual([
      of('2024-01-07T16', 'PKR', 1, 150_000, 0),
      of('2024-01-07T17', 'PKR', 1, 50_000, 0),
      of('2024-01-08T01', 'USD', 1, 2500, 0),
      of('2024-01-09T08', 'PKR', 0, 0, 150_000),
    ])
  })

  describe('payments', () => {
    it('are entered once a line of a statement, however often it is confirmed', async () => {
      const { bank, pledge, wire } = await some()
      const first = await treasury.enter([pay(bank, 1), pay(bank, 1), pay(pledge, 1), pay(wire, 2)])
      expect(first.map(({ outcome }) => outcome)).toEqual(['entered', 'known', 'taken', 'entered'])
      expect(first[1]?.payment).toBe(first[0]?.payment)
      const again = await treasury.enter([pay(bank, 1)])
      expect(again).toEqual([{ outcome: 'known', payment: first[0]?.payment }])
      expect(await totals()).toMatchObject([
        { currency: 'PKR', paid: 150_000 },
        { currency: 'USD', paid: 2500 },
      ])
    })

    it('are refused for a donation that is not there, or of another currency', async () => {
      const { bank } = await some()
      const absent = await donation()
      expect(await treasury.enter([pay(absent, 1), pay(bank, 2, { currency: 'USD' })])).toEqual([
        { outcome: 'unknown-donation', payment: null },
        { outcome: 'other-currency', payment: null },
      ])
      expect((await treasury.payments({ limit: 10 })).payments).toEqual([])
      expect(await treasury.audit(10)).toEqual([])
    })

    it('are undone by a counter-entry, once, and may be entered again', async () => {
      const { bank, pledge } = await some()
      const [{ payment } = { payment: null }] = await treasury.enter([pay(bank, 1)])
      now += 1000
      expect(await treasury.undo(payment!)).toBe('undone')
      expect(await treasury.undo(payment!)).toBe('known')
      expect(await treasury.undo('nothing')).toBe('absent')
      const { payments } = await treasury.payments({ limit: 10 })
      expect(payments).toMatchObject([
        { minor: -150_000, undoes: payment, undone: false, recordedBy: 'amina', arrivedOn: '2024-01-08' },
        { id: payment, minor: 150_000, undoes: null, undone: true, line: line(1) },
      ])
      expect(await treasury.undo(payments[0]!.id)).toBe('counter-entry')
      expect(await totals()).toMatchObject([{ currency: 'PKR', paid: 0 }, { currency: 'USD' }])
      now += 1000
      expect(await treasury.enter([pay(pledge, 1, { minor: 150_000 })])).toMatchObject([
        { outcome: 'entered' },
      ])
      expect(await treasury.enter([pay(bank, 1)])).toMatchObject([{ outcome: 'taken' }])
      const { donations } = await treasury.list({ state: 'paid' }, { limit: 10, sealed: false })
      expect(donations).toMatchObject([{ id: pledge.id, paid: 150_000 }])
    })

    it('that cover the fee count it apart, in whatever order they come and are taken back', async () => {
      const arrival = fc.oneof(
        fc.record({ arrives: fc.constantFrom(1, 40, 960, 1000, 1040, 5000) }),
        fc.record({ undoes: fc.nat(5) }),
      )
      let lines = 0
      await fc.assert(
        fc.asyncProperty(fc.array(arrival, { minLength: 1, maxLength: 7 }), async (events) => {
          const before = (await totals())[0]?.paid ?? 0
          const [minor, fee] = [1000, 40]
          const one = await record(
            await donation({ amount: { currency: 'PKR', minor }, fee }),
            '2024-01-07T16:00:00.000Z',
          )
          const standing = new Map<string, number>()
          for (const event of events) {
            if ('arrives' in event) {
              const [answer] = await treasury.enter([pay(one, ++lines, { minor: event.arrives })])
              standing.set(answer!.payment!, event.arrives)
            } else {
              const payment = [...standing.keys()][event.undoes]
              if (payment !== undefined && (await treasury.undo(payment)) === 'undone')
                standing.delete(payment)
            }
            const arrived = [...standing.values()].reduce((sum, each) => sum + each, 0)
            const paidFee = Math.min(Math.max(arrived - minor, 0), fee)
            const { donations } = await treasury.list({ id: one.id }, { limit: 1, sealed: false })
            expect(donations).toMatchObject([{ minor, fee, paid: arrived - paidFee, paidFee }])
            const state = arrived === 0 ? 'unpaid' : arrived < minor ? 'part' : 'paid'
            const found = await treasury.list({ id: one.id, state }, { limit: 1, sealed: false })
            expect(found.donations).toHaveLength(1)
            expect((await totals())[0]?.paid).toBe(before + arrived - paidFee)
          }
          const series = (await treasury.series('day')).reduce((sum, { paid }) => sum + paid, 0)
          expect(series).toBe((await totals())[0]?.paid)
        }),
        { numRuns: 25 },
      )
    }, 60_000)

    it('that two treasurers enter for one donation at once leave its fee right', async () => {
      const others = database.kind === 'sqlite' ? [] : await Promise.all([database.open(), database.open()])
      const both = [0, 1].map((index) => createTreasury(others[index] ?? storage, `treasurer ${index}`))
      for (let round = 0; round < 10; round++) {
        const one = await record(
          await donation({ amount: { currency: 'PKR', minor: 1000 }, fee: 40 }),
          '2024-01-07T16:00:00.000Z',
        )
        await Promise.all(
          both.map((each, index) => each.enter([pay(one, round * 2 + index, { minor: 520 })])),
        )
        const { donations } = await treasury.list({ id: one.id }, { limit: 1, sealed: false })
        expect(donations).toMatchObject([{ paid: 1000, paidFee: 40 }])
      }
      await Promise.all(others.map((other) => other.close()))
    })

    it('come in pages, the newest first', async () => {
      const { bank } = await some()
      for (let i = 0; i < 5; i++) await treasury.enter([pay(bank, i, { minor: i + 1 })])
      const first = await treasury.payments({ limit: 3 })
      const second = await treasury.payments({ limit: 3, after: first.next! })
      expect([...first.payments, ...second.payments].map(({ minor }) => minor)).toEqual([5, 4, 3, 2, 1])
      expect(second.next).toBeNull()
    })

    it('confirmed by two treasurers at once are entered once', async () => {
      const { bank, pledge } = await some()
      // Two connections of one thread to one SQLite file would wait for each other; there the second is another process.
      const others = database.kind === 'sqlite' ? [] : await Promise.all([database.open(), database.open()])
      const both = [0, 1].map((index) => createTreasury(others[index] ?? storage, `treasurer ${index}`))
      for (let round = 0; round < 10; round++) {
        const answers = await Promise.all([
          both[0]!.enter([pay(bank, round)]),
          both[1]!.enter([pay(pledge, round)]),
          treasury.enter([pay(bank, round)]),
        ])
        const outcomes = answers.flat().map(({ outcome }) => outcome)
        expect(outcomes.filter((outcome) => outcome === 'entered')).toHaveLength(1)
        const payment = answers.flat().find(({ outcome }) => outcome === 'entered')!.payment!
        const undone = await Promise.all([...both, treasury].map((one) => one.undo(payment)))
        expect(undone.toSorted()).toEqual(['known', 'known', 'undone'])
      }
      await Promise.all(others.map((other) => other.close()))
      expect(await totals()).toMatchObject([{ currency: 'PKR', paid: 0 }, { currency: 'USD' }])
    })
  })

  it('keeps who did what, in the same transaction, for ever', async () => {
    const { bank, pledge } = await some()
    const [{ payment } = { payment: null }] = await treasury.enter([pay(bank, 1), pay(pledge, 2)])
    now += 60_000
    await createTreasury(storage, 'bilal', () => now).undo(payment!)
    expect(await treasury.audit(10)).toMatchObject([
      { at: '2024-01-09T08:01:00.000Z', treasurer: 'bilal', action: 'undo', detail: { payment } },
      { at: '2024-01-09T08:00:00.000Z', treasurer: 'amina', action: 'enter', detail: { payments: 2 } },
    ])
    for (const change of [
      "UPDATE audit SET treasurer = 'x'",
      'DELETE FROM audit',
      'DELETE FROM reconciliations',
    ])
      await expect(database.run(change)).rejects.toThrow('append-only')
  })
})
