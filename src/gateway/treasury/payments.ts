import { uuidv7 } from 'uuidv7'
import type { NewPayment, PayAnswer, PaymentRow, UndoOutcome } from '../../shared/treasury/treasury.ts'
import type { Queries } from '../storage/storage.ts'

export interface Clerk {
  name: string
  /** ISO 8601 UTC. */
  at: string
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

const insert = async (
  db: Queries,
  { donation, currency, minor, arrivedOn, line }: NewPayment,
  { name, at }: Clerk,
  { round, undoes }: { round: number; undoes: string | null },
): Promise<string> => {
  const id = uuidv7()
  await db
    .insertInto('payments')
    .values({ id, donation, currency, minor, source: 'statement', arrived_on: arrivedOn, recorded_at: at })
    .execute()
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
export const enterPayment = async (db: Queries, payment: NewPayment, clerk: Clerk): Promise<PayAnswer> => {
  const donation = await db
    .selectFrom('donations')
    .select('currency')
    .where('id', '=', payment.donation)
    .executeTakeFirst()
  if (!donation) return { outcome: 'unknown-donation', payment: null }
  if (donation.currency !== payment.currency) return { outcome: 'other-currency', payment: null }
  const { rounds, standing } = await standingOn(db, payment.line)
  if (standing) {
    const outcome = standing.donation === payment.donation ? 'known' : 'taken'
    return { outcome, payment: standing.payment }
  }
  return { outcome: 'entered', payment: await insert(db, payment, clerk, { round: rounds, undoes: null }) }
}

/** Takes a payment back by a counter-entry of the same amount, on the same day of arrival: money that was never there never was. */
export const undoPayment = async (db: Queries, id: string, clerk: Clerk): Promise<UndoOutcome> => {
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
  const { donation, currency, minor, arrived_on: arrivedOn, line, round } = payment
  await insert(db, { donation, currency, minor: -minor, arrivedOn, line }, clerk, { round, undoes: id })
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
    arrivedOn: row.arrived_on,
    recordedAt: row.recorded_at,
    line: row.line,
    undoes: row.undoes,
    recordedBy: row.recorded_by,
    undone: row.counter !== null,
  }))
  return { payments, next: rows.length > limit ? (payments.at(-1)?.id ?? null) : null }
}
