import * as v from 'valibot'
import { DonationIdSchema } from '../../shared/donation.ts'
import type { Money } from '../../shared/money.ts'
import { type CardEvent, type Charge, type SessionState, WebhookRefused } from './provider.ts'
import { fromStripe } from './stripe-amount.ts'

/** What is read of Stripe's objects (https://docs.stripe.com/api); everything else in them, a payer's name and e-mail address too, is let go. */

const id = v.pipe(v.string(), v.regex(/^[a-z]{2,}_[A-Za-z0-9_]{1,250}$/))
/** A name of another object, or that object itself where it was asked for. */
const named = v.union([
  id,
  v.pipe(
    v.object({ id }),
    v.transform((whole) => whole.id),
  ),
])
const units = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const metadata = v.nullish(v.record(v.string(), v.string()), {})

export const StripeSessionSchema = v.object({
  id,
  url: v.nullish(v.string()),
  /** Seconds since the epoch, like all of Stripe's times. */
  expires_at: units,
  status: v.nullable(v.picklist(['open', 'complete', 'expired'])),
  payment_status: v.string(),
  payment_intent: v.nullish(named),
  amount_total: v.nullable(units),
  currency: v.nullable(v.string()),
  metadata,
})
export type StripeSession = v.InferOutput<typeof StripeSessionSchema>

export const StripeIntentSchema = v.object({ id, metadata, status: v.nullish(v.string()) })
/** Statuses of a payment that will not come any more (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export const lostIntent = ['requires_payment_method', 'canceled']

const back = { id, amount: units, currency: v.string(), payment_intent: v.nullish(named) }
const RefundSchema = v.object({ ...back, status: v.nullish(v.string()) })
const DisputeSchema = v.object(back)

const EventSchema = v.object({
  id,
  type: v.string(),
  created: units,
  data: v.object({ object: v.unknown() }),
})

/** The donation an object was made for; `null` where we did not make it: an account may sell other things too. */
export const donationIn = ({ metadata: of }: { metadata?: Record<string, string> | null }): string | null => {
  const donation = of?.donation
  return v.is(DonationIdSchema, donation) ? donation : null
}

export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

const moneyOf = (amount: number | null, currency: string | null): Money => {
  const money = amount === null || currency === null ? null : fromStripe(amount, currency)
  if (!money) throw new WebhookRefused('an amount is not understood')
  return money
}

/** @param at ISO 8601 UTC */
const chargeOf = (session: StripeSession, at: string): Charge => ({
  session: session.id,
  donation: donationIn(session),
  intent: session.payment_intent ?? session.id,
  money: moneyOf(session.amount_total, session.currency),
  at,
})

/** @param at when it was looked at, ISO 8601 UTC */
export const stateOf = (session: StripeSession, at: string): SessionState => {
  if (session.status === 'expired') return { status: 'expired' }
  if (session.status !== 'complete') return { status: 'open' }
  return { status: 'complete', charge: session.payment_status === 'paid' ? chargeOf(session, at) : null }
}

const read = <T>(schema: v.GenericSchema<unknown, T>, input: unknown, what: string): T => {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return parsed.output
  throw new WebhookRefused(`${what} is not understood`)
}

/** What an event says of money (https://docs.stripe.com/api/events/types). @throws WebhookRefused where it is none of Stripe's shape */
export const eventOf = (input: unknown): CardEvent => {
  const { type, created, data } = read(EventSchema, input, 'an event')
  const at = isoOf(created)
  const given = (kind: 'refund' | 'dispute', schema: typeof RefundSchema | typeof DisputeSchema) => {
    const { id: of, amount, currency, payment_intent: intent } = read(schema, data.object, `a ${kind}`)
    const money = fromStripe(amount, currency)
    // Of units that we ask for nothing in, or of a charge without a session: none of ours.
    return intent && money ? { kind, id: of, intent, money, at } : null
  }
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      const session = read(StripeSessionSchema, data.object, 'a session')
      // Another product's: its amount need not be one of ours.
      if (session.payment_status !== 'paid' || !donationIn(session)) return { kind: 'other' }
      return { kind: 'charged', ...chargeOf(session, at) }
    }
    case 'checkout.session.async_payment_failed': {
      const session = read(StripeSessionSchema, data.object, 'a session')
      return { kind: 'not-charged', session: session.id, donation: donationIn(session) }
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated': {
      const { status } = read(RefundSchema, data.object, 'a refund')
      const one = given('refund', RefundSchema)
      return one ? { ...one, stands: status !== 'failed' && status !== 'canceled' } : { kind: 'other' }
    }
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated': {
      const one = given('dispute', DisputeSchema)
      return one ? { ...one, stands: type === 'charge.dispute.funds_withdrawn' } : { kind: 'other' }
    }
    default:
      return { kind: 'other' }
  }
}
