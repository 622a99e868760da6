import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { feePart } from '../../shared/treasury/fee-part.ts'
import type { NewPayment, PayAnswer, PaymentRow, UndoOutcome } from '../../shared/treasury/treasury.ts'
import type { Queries, Storage } from '../storage/storage.ts'

export interface Clerk {
  name: string
  /** ISO 8601 UTC. */
  at: string
}

/** A transaction of the ledger's, and what it is on. */
export interface Books {
  db: Queries
  kind: Storage['kind']
}

/** A donation that money is entered for. Whoever enters money for the same one waits: what pays its fee hangs on all that came before. */
export const donationOf = async ({ db, kind }: Books, id: string) =>
  db
    .selectFrom('donations')
    .select(['id', 'currency', 'minor', 'fee'])
    .where('id', '=', id)
    // SQLite has one writer at a time.
    .$if(kind === 'postgres', (some) => some.forNoKeyUpdate())
    .executeTakeFirst()

/** Minor units that arrived for a donation so far, and what of it pays its fee. */
export const arrivedFor = async (db: Queries, donation: string): Promise<{ minor: number; fee: number }> => {
  const sums = await db
    .selectFrom('payments')
    .select((e) => [
      sql<number>`cast(coalesce(sum(${e.ref('minor')}), 0) as bigint)`.as('minor'),
      sql<number>`cast(coalesce(sum(${e.ref('fee')}), 0) as bigint)`.as('fee'),
    ])
    .where('donation', '=', donation)
    .executeTakeFirstOrThrow()
  return sums
}

/** What stands on a line of a statement now, if anything, and how often it was confirmed before. */
const standingOn = async (db: Queries, line: string) => {
  const rows = await db
    .selectFrom('reconciliations as r')
    .innerJoin('payments as p', 'p.id', 'r.payment')
    .leftJoin('reconciliations as counter', 'counter.undoes', 'r.payment')
    .select(['r.payment', 'p.donation', 'counter.payment as undone'])
    .where('r.line', '=', line)
    .where('r.undoes', 'is', null)
    .execute()
  return { rounds: rows.length, standing: rows.find(({ undone }) => undone === null) }
}

/** Writes a payment or a counter-entry, and with it what brings the donation's fee to what all that arrived leaves for it. */
export const insertPayment = async (
  db: Queries,
  of: { id: string; minor: number; fee: number },
  {
    currency,
    minor,
    arrivedOn,
    source,
  }: Pick<NewPayment, 'currency' | 'minor' | 'arrivedOn'> & { source: string },
  at: string,
): Promise<string> => {
  const id = uuidv7()
  const before = await arrivedFor(db, of.id)
  const fee = feePart(before.minor + minor, of) - before.fee
  await db
    .insertInto('payments')
    .values({
      id,
      donation: of.id,
      currency,
      minor,
      fee,
      source,
      arrived_on: arrivedOn,
      recorded_at: at,
    })
    .execute()
  return id
}

/** The same, with the line of a statement it stands on. */
const insert = async (
  db: Queries,
  of: Parameters<typeof insertPayment>[1],
  { line, ...money }: Omit<NewPayment, 'donation'>,
  { name, at }: Clerk,
  { round, undoes }: { round: number; undoes: string | null },
): Promise<string> => {
  const id = await insertPayment(db, of, { ...money, source: 'statement' }, at)
  await db
    .insertInto('reconciliations')
    .values({ payment: id, line, round, undoes, recorded_by: name })
    .execute()
  return id
}

/**
 * Enters a payment, unless its line is entered already. Two treasurers who confirm the same line at the same time: the database lets one
 * of them have (line, round), and the other one's transaction fails and is run again.
 */
export const enterPayment = async (books: Books, payment: NewPayment, clerk: Clerk): Promise<PayAnswer> => {
  const { db } = books
  const donation = await donationOf(books, payment.donation)
  if (!donation) return { outcome: 'unknown-donation', payment: null }
  if (donation.currency !== payment.currency) return { outcome: 'other-currency', payment: null }
  const { rounds, standing } = await standingOn(db, payment.line)
  if (standing) {
    const outcome = standing.donation === payment.donation ? 'known' : 'taken'
    return { outcome, payment: standing.payment }
  }
  return {
    outcome: 'entered',
    payment: await insert(db, donation, payment, clerk, { round: rounds, undoes: null }),
  }
}

/** Takes a payment back by a counter-entry of the same amount, on the same day of arrival: money that was never there never was. */
export const undoPayment = async (books: Books, id: string, clerk: Clerk): Promise<UndoOutcome> => {
  const { db } = books
  const payment = await db
    .selectFrom('payments')
    .innerJoin('reconciliations', 'reconciliations.payment', 'payments.id')
    .selectAll('payments')
    .select(['line', 'round', 'undoes'])
    .where('payments.id', '=', id)
    .executeTakeFirst()
  if (!payment?.donation) return 'absent'
  if (payment.undoes !== null) return 'counter-entry'
  const before = await db
    .selectFrom('reconciliations')
    .select('payment')
    .where('undoes', '=', id)
    .executeTakeFirst()
  if (before) return 'known'
  const donation = await donationOf(books, payment.donation)
  if (!donation) return 'absent'
  const { currency, minor, arrived_on: arrivedOn, line, round } = payment
  await insert(db, donation, { currency, minor: -minor, arrivedOn, line }, clerk, { round, undoes: id })
  return 'undone'
}

/** Payments and counter-entries, the newest first. */
export const listPayments = async (
  db: Queries,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ payments: PaymentRow[]; next: string | null }> => {
  const rows = await db
    .selectFrom('payments as p')
    .leftJoin('reconciliations as r', 'r.payment', 'p.id')
    .leftJoin('reconciliations as counter', 'counter.undoes', 'p.id')
    .selectAll('p')
    .select(['r.line', 'r.undoes', 'r.recorded_by', 'counter.payment as counter'])
    .$if(after !== undefined, (some) => some.where('p.id', '<', after ?? ''))
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute()
  const payments = rows.slice(0, limit).map((row) => ({
    id: row.id,
    donation: row.donation,
    currency: row.currency,
    minor: row.minor,
    fee: row.fee,
    arrivedOn: row.arrived_on,
    recordedAt: row.recorded_at,
    line: row.line,
    undoes: row.undoes,
    recordedBy: row.recorded_by,
    undone: row.counter !== null,
  }))
  return { payments, next: rows.length > limit ? (payments.at(-1)?.id ?? null) : null }
}
