import { sql } from 'kysely'
import { createGroupCommit } from './group-commit.ts'
import type { Entry, Ledger, Outcome, Recorded } from './ledger.ts'
import type { Queries, Storage } from './storage/storage.ts'
import { Unavailable } from './unavailable.ts'

/** Donations a transaction holds at most: keeps one turn of the event loop to a few milliseconds of inserts. */
const groupSize = 512

const find = async (db: Queries, ids: readonly string[]): Promise<Map<string, Recorded>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('donations')
    .innerJoin('receipts', 'receipts.id', 'donations.id')
    .select(['donations.id', 'donations.digest', 'receipts.receipt'])
    .where('donations.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, digest, receipt }) => [id, { digest, receipt }]))
}

const rowOf = ({ donation, bytes, digest, recordedAt }: Entry) => ({
  id: donation.id,
  digest,
  bytes,
  currency: donation.amount.currency,
  minor: donation.amount.minor,
  commitment: donation.commitment,
  due: donation.due ?? null,
  method: donation.method,
  key_id: donation.keyId,
  recorded_at: recordedAt,
})

/** The first entry of each id. In order of ids: two gateways with the same donations then wait for each other, not crosswise. */
const firstOfEach = (entries: readonly Entry[]): Entry[] => {
  const first = new Map<string, Entry>()
  for (const entry of entries) if (!first.has(entry.donation.id)) first.set(entry.donation.id, entry)
  return [...first.values()].toSorted((a, b) => (a.donation.id < b.donation.id ? -1 : 1))
}

/** Writes what is new of a group, and answers each entry. */
const write = async (db: Queries, entries: readonly Entry[]): Promise<Outcome[]> => {
  const unique = firstOfEach(entries)
  const held = await find(
    db,
    unique.map(({ donation }) => donation.id),
  )
  const absent = unique.filter(({ donation }) => !held.has(donation.id))
  const inserted = new Set<string>()
  if (absent.length > 0) {
    const rows = await db
      .insertInto('donations')
      .values(absent.map(rowOf))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute()
    for (const { id } of rows) inserted.add(id)
    const mine = absent.filter(({ donation }) => inserted.has(donation.id))
    if (mine.length > 0)
      await db
        .insertInto('receipts')
        .values(mine.map(({ donation: { id }, receipt }) => ({ id, receipt })))
        .execute()
    // Another gateway was first with these, and has committed: its receipts are the ones.
    const lost = absent.map(({ donation }) => donation.id).filter((id) => !inserted.has(id))
    for (const [id, recorded] of await find(db, lost)) held.set(id, recorded)
  }
  return entries.map((entry): Outcome => {
    const { id } = entry.donation
    // Answered once; whoever sent the same id a second time in this group finds it held.
    if (inserted.delete(id)) {
      held.set(id, { digest: entry.digest, receipt: entry.receipt })
      return { kind: 'recorded' }
    }
    const before = held.get(id)
    if (!before) throw new TypeError('an id was neither inserted nor held')
    return { kind: 'known', held: before }
  })
}

/**
 * The ledger on a SQL database, with one writer that commits in groups. Closing it closes the storage.
 * @param onCommit told of every commit: its donations, and the seconds it took
 */
export const createSqlLedger = (
  storage: Storage,
  onCommit: (size: number, seconds: number) => void = () => undefined,
): Ledger => {
  const writer = createGroupCommit<Entry, Outcome>(async (entries) => {
    const started = performance.now()
    const outcomes = await storage.transaction((db) => write(db, entries))
    onCommit(entries.length, (performance.now() - started) / 1000)
    return outcomes
  }, groupSize)
  // What is asked for in one turn is one query: on PostgreSQL a journey for many requests.
  const reader = createGroupCommit<string, Recorded | undefined>(async (ids) => {
    const held = await storage.read((db) => find(db, [...new Set(ids)]))
    return ids.map((id) => held.get(id))
  }, groupSize)
  let closed: Promise<void> | undefined
  return {
    async find(ids) {
      const found = await reader.submit(ids)
      return new Map(ids.flatMap((id, index) => (found[index] ? [[id, found[index]] as const] : [])))
    },
    record: async (entries) => {
      if (entries.length === 0) return []
      if (closed) throw new Unavailable('the gateway is shutting down')
      return writer.submit(entries)
    },
    totals: () =>
      storage.read((db) =>
        db
          .selectFrom('sums')
          .select((e) => [
            'currency',
            sql<number>`cast(sum(${e.ref('donations')}) as bigint)`.as('donations'),
            sql<number>`cast(sum(${e.ref('pledged')}) as bigint)`.as('pledged'),
            sql<number>`cast(sum(${e.ref('paid')}) as bigint)`.as('paid'),
          ])
          .groupBy('currency')
          .orderBy('currency')
          .execute(),
      ),
    check: () =>
      storage.read(async (db) => void (await db.selectFrom('donations').select('id').limit(1).execute())),
    close: () => {
      closed ??= writer.flush().then(() => storage.close())
      return closed
    },
  }
}
