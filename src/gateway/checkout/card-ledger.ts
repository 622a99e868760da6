import { uuidv7 } from 'uuidv7'
import type { Money } from '../../shared/money.ts'
import type { Queries } from '../storage/storage.ts'
import { writeAudit } from '../treasury/audit.ts'
import { type Books, donationOf, insertPayment } from '../treasury/payments.ts'
import type { CardEvent, Charge } from './provider.ts'

/** Who tells of money: `stripe webhook` is no treasurer's name, for those have no spaces. */
export interface Teller {
  name: string
  /** ISO 8601 UTC. */
  at: string
}

/** `entered` now; `known` before; `flagged`: for a person to look at, in the audit log; `ignored`: not ours, or no money. */
export type Taken = 'entered' | 'known' | 'flagged' | 'ignored'

interface Movement {
  reference: string
  intent: string
  donation: string
  currency: string
  /** Minor units; negative where money goes back. */
  minor: number
  /** ISO 8601 UTC. */
  at: string
}

/** Money in another currency than its donation's. */
const insertUnassigned = async (
  db: Queries,
  {
    currency,
    minor,
    arrivedOn,
    source,
  }: { currency: string; minor: number; arrivedOn: string; source: string },
  recordedAt: string,
): Promise<string> => {
  const id = uuidv7()
  await db
    .insertInto('payments')
    .values({ id, donation: null, currency, minor, source, arrived_on: arrivedOn, recorded_at: recordedAt })
    .execute()
  return id
}

/**
 * Enters one movement as a payment, once a reference: two gateways that hear of it at the same moment collide on the reference, and whoever loses
 * runs its transaction again and finds it. What came in another currency is entered in that currency for no donation, since amounts of two
 * currencies are never summed.
 * @param of the movement's donation, taken hold of
 * @returns its payment's id; `null` where it was entered before
 */
const move = async (
  db: Queries,
  of: Awaited<ReturnType<typeof donationOf>>,
  { reference, intent, donation, currency, minor, at }: Movement,
  recordedAt: string,
): Promise<string | null> => {
  const before = await db
    .selectFrom('card_movements')
    .select('payment')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (before) return null
  const money = { currency, minor, arrivedOn: at.slice(0, 10), source: 'card' }
  const payment =
    of?.currency === currency
      ? await insertPayment(db, of, money, recordedAt)
      : await insertUnassigned(db, money, recordedAt)
  await db.insertInto('card_movements').values({ reference, payment, intent, donation }).execute()
  return payment
}

/** What was asked for on a page of ours; `null` where we know of none. */
const askedOn = (db: Queries, session: string, donation: string): Promise<Money | null> =>
  db
    .selectFrom('checkouts')
    .select(['currency', 'minor'])
    .where('session', '=', session)
    .where('donation', '=', donation)
    .executeTakeFirst()
    .then((page) => page ?? null)

/**
 * Enters what a card was charged. Whatever came is entered as what it is; what was not asked for is flagged. Money for a donation that this ledger
 * does not have is only flagged: it may be another ledger's on the same account, and would be counted twice.
 */
export const enterCharge = async (
  books: Books,
  { session, donation, intent, money, at }: Charge,
  teller: Teller,
): Promise<Taken> => {
  if (donation === null) return 'ignored'
  const { db } = books
  const what = { donation, session, ...money }
  const of = await donationOf(books, donation)
  if (!of) {
    await writeAudit(db, teller.at, teller.name, 'card payment of an unknown donation', what)
    return 'flagged'
  }
  const payment = await move(db, of, { reference: session, intent, donation, ...money, at }, teller.at)
  if (payment === null) return 'known'
  const asked = await askedOn(db, session, donation)
  if (asked?.minor === money.minor && asked.currency === money.currency) return 'entered'
  await writeAudit(db, teller.at, teller.name, 'card payment not as asked', {
    ...what,
    payment,
    asked: asked && `${asked.currency} ${asked.minor}`,
  })
  return 'flagged'
}

type Return = Extract<CardEvent, { kind: 'refund' | 'dispute' }>

const words = {
  refund: ['card refund', 'card refund failed'],
  dispute: ['card dispute', 'card dispute won'],
} as const

/**
 * Enters money that goes back to a card, or that does so no longer, as counter-entries of the payment it came by; all of it is in the audit log.
 * News may come in any order: where a refund has failed before it was heard of, both are entered, so that what is late changes nothing.
 * @returns `unknown-payment` where no charge of that name was entered
 */
export const enterReturn = async (
  books: Books,
  { kind, id, intent, money, at, stands }: Return,
  teller: Teller,
): Promise<Taken | 'unknown-payment'> => {
  const { db } = books
  const charge = await db
    .selectFrom('card_movements')
    .select('donation')
    .where('intent', '=', intent)
    .limit(1)
    .executeTakeFirst()
  if (!charge) return 'unknown-payment'
  const { donation } = charge
  const of = await donationOf(books, donation)
  const movements = [{ reference: id, minor: -money.minor, action: words[kind][0] as string }]
  if (!stands) movements.push({ reference: `${id} back`, minor: money.minor, action: words[kind][1] })
  let taken: Taken = 'known'
  for (const { action, ...movement } of movements) {
    const entered = { ...movement, intent, donation, currency: money.currency, at }
    const payment = await move(db, of, entered, teller.at)
    if (payment === null) continue
    taken = 'entered'
    await writeAudit(db, teller.at, teller.name, action, { donation, payment, ...money })
  }
  return taken
}
