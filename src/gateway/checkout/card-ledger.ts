import { uuidv7 } from 'uuidv7'
import type { Money } from '../../shared/money.ts'
import type { Queries } from '../storage/storage.ts'
import { writeAudit } from '../treasury/audit.ts'
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

/**
 * Enters one movement as a payment, once a reference: two gateways that hear of it at the same moment collide on the reference, and whoever loses
 * runs its transaction again and finds it. What came in another currency is entered in that currency for no donation, since amounts of two
 * currencies are never summed.
 * @returns its payment's id; `null` where it was entered before
 */
const move = async (
  db: Queries,
  { reference, intent, donation, currency, minor, at }: Movement,
  recordedAt: string,
): Promise<string | null> => {
  const before = await db
    .selectFrom('card_movements')
    .select('payment')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (before) return null
  const own = await db
    .selectFrom('donations')
    .select('id')
    .where('id', '=', donation)
    .where('currency', '=', currency)
    .executeTakeFirst()
  const payment = uuidv7()
  await db
    .insertInto('payments')
    .values({
      id: payment,
      donation: own ? donation : null,
      currency,
      minor,
      source: 'card',
      arrived_on: at.slice(0, 10),
      recorded_at: recordedAt,
    })
    .execute()
  await db.insertInto('card_movements').values({ reference, payment, intent, donation }).execute()
  return payment
}

/** What was asked for on a page, or by the donation where no page of ours is known. */
const askedFor = async (
  db: Queries,
  session: string,
  donation: string,
): Promise<(Money & { known: boolean }) | null> => {
  const page = await db
    .selectFrom('checkouts')
    .select(['currency', 'minor'])
    .where('session', '=', session)
    .where('donation', '=', donation)
    .executeTakeFirst()
  if (page) return { ...page, known: true }
  const row = await db
    .selectFrom('donations')
    .select(['currency', 'minor'])
    .where('id', '=', donation)
    .executeTakeFirst()
  return row ? { ...row, known: false } : null
}

/**
 * Enters what a card was charged. Whatever came is entered as what it is; what was not asked for is flagged. Money for a donation that this ledger
 * does not have is only flagged: it may be another ledger's on the same account, and would be counted twice.
 */
export const enterCharge = async (
  db: Queries,
  { session, donation, intent, money, at }: Charge,
  teller: Teller,
): Promise<Taken> => {
  if (donation === null) return 'ignored'
  const asked = await askedFor(db, session, donation)
  const what = { session, ...money }
  if (!asked) {
    await writeAudit(db, teller.at, teller.name, 'card payment of an unknown donation', { donation, ...what })
    return 'flagged'
  }
  const movement = { reference: session, intent, donation, ...money, at }
  const payment = await move(db, movement, teller.at)
  if (payment === null) return 'known'
  if (asked.known && asked.minor === money.minor && asked.currency === money.currency) return 'entered'
  await writeAudit(db, teller.at, teller.name, 'card payment not as asked', {
    donation,
    payment,
    ...what,
    asked: asked.known ? `${asked.currency} ${asked.minor}` : null,
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
  db: Queries,
  { kind, id, intent, money, at, stands }: Return,
  teller: Teller,
): Promise<Taken | 'unknown-payment'> => {
  const charge = await db
    .selectFrom('card_movements')
    .select('donation')
    .where('intent', '=', intent)
    .limit(1)
    .executeTakeFirst()
  if (!charge) return 'unknown-payment'
  const { donation } = charge
  const movements = [{ reference: id, minor: -money.minor, action: words[kind][0] as string }]
  if (!stands) movements.push({ reference: `${id} back`, minor: money.minor, action: words[kind][1] })
  let taken: Taken = 'known'
  for (const { action, ...movement } of movements) {
    const payment = await move(db, { ...movement, intent, donation, currency: money.currency, at }, teller.at)
    if (payment === null) continue
    taken = 'entered'
    await writeAudit(db, teller.at, teller.name, action, { donation, payment, ...money })
  }
  return taken
}
