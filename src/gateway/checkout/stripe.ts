import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { backFromCard } from '../../shared/back-from-card.ts'
import { fromUtf8 } from '../../shared/bytes.ts'
import { Unavailable } from '../unavailable.ts'
import { type CheckoutProvider, type Order, OrderRefused, WebhookRefused } from './provider.ts'
import { toStripe } from './stripe-amount.ts'
import {
  donationIn,
  eventOf,
  isoOf,
  lostIntent,
  StripeIntentSchema,
  type StripeSession,
  StripeSessionSchema,
  stateOf,
} from './stripe-objects.ts'
import { isSigned } from './stripe-signature.ts'

export interface StripeOptions {
  secretKey: string
  /** Secrets of our webhook: one, or two while one takes the other's place. */
  webhookSecrets: readonly string[]
  /** Address of the app, where a donor comes back to, e.g. `https://sada.example`. */
  app: string
  /** Default: `https://api.stripe.com`. */
  api?: string | undefined
  /** How long it is waited for, ms. Default 8000: a donor is waiting. */
  patienceMs?: number
  /** Clock, ms since the epoch. */
  now?: () => number
}

/** Answers are in the shape of this version, whatever the account's own (https://docs.stripe.com/api/versioning). */
const version = '2025-09-30.clover'

/** A session is a few kilobytes. */
const longestAnswer = 256 * 1024

/** Stripe's rate limit, and a request of the same key that is still in work. */
const busy = new Set([409, 429])

/**
 * What makes a hosted page of an order (https://docs.stripe.com/api/checkout/sessions/create). Nothing in it may hang on the clock: the same
 * idempotency key must always come with the same words.
 */
const sessionParameters = ({ donation, reference, money }: Order, units: number, app: string) => {
  const back = `${app}/give${backFromCard}`
  return new URLSearchParams({
    mode: 'payment',
    submit_type: 'donate',
    'payment_method_types[0]': 'card',
    client_reference_id: donation,
    'metadata[donation]': donation,
    // Refunds and disputes name the payment, not the session.
    'payment_intent_data[metadata][donation]': donation,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': money.currency.toLowerCase(),
    'line_items[0][price_data][unit_amount]': String(units),
    'line_items[0][price_data][product_data][name]': `Donation ${reference}`,
    success_url: back,
    cancel_url: back,
  })
}

/** Stripe's refusal, by its own words for machines; `message` is for people and may quote what was sent. */
const RefusalSchema = v.object({
  error: v.object({ type: v.optional(v.string(), ''), code: v.optional(v.string(), '') }),
})

interface Answer {
  status: number
  body: unknown
}

/**
 * Hosted checkout by Stripe's API, with nothing but HTTP: it takes one request and a signature, and the SDK is 5 MB. Any provider that speaks the
 * same API will do.
 */
export const createStripe = ({
  secretKey,
  webhookSecrets,
  app,
  api = 'https://api.stripe.com',
  patienceMs = 8_000,
  now = Date.now,
}: StripeOptions): CheckoutProvider => {
  /** @throws Unavailable where no answer came in time, or one that says to come again */
  const ask = async (
    path: string,
    post: { form: URLSearchParams; key?: string } | null = null,
  ): Promise<Answer> => {
    let answer: Answer
    try {
      const response = await fetch(`${api}/v1/${path}`, {
        method: post ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${secretKey}`,
          'stripe-version': version,
          ...(post?.key ? { 'idempotency-key': post.key } : {}),
        },
        ...(post ? { body: post.form } : {}),
        // A key is shown to whoever it is for, and to nobody they point at.
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      })
      const text = await response.text()
      if (text.length > longestAnswer) throw new RangeError('the answer is too long')
      answer = { status: response.status, body: JSON.parse(text) }
    } catch (cause) {
      throw new Unavailable('the card provider does not answer', 10, { cause })
    }
    if (busy.has(answer.status)) throw new Unavailable('the card provider is busy', 2)
    return answer
  }

  /** @throws Unavailable for what an operator or time can mend */
  const refusalOf = ({ status, body }: Answer): { type: string; code: string } => {
    const parsed = v.safeParse(RefusalSchema, body)
    const { type, code } = parsed.success ? parsed.output.error : { type: '', code: '' }
    const says = [status, type, code].filter(Boolean).join(' ')
    // 401 and 403: our key is wrong or may not do this.
    if (status >= 500 || status === 401 || status === 403)
      throw new Unavailable(`the card provider answers ${says}`, 30)
    return { type, code }
  }

  const sessionIn = (answer: Answer): StripeSession => {
    const parsed = v.safeParse(StripeSessionSchema, answer.body)
    if (!parsed.success) throw new Unavailable('the card provider answers what is no session', 30)
    return parsed.output
  }
  const nowIso = () => new Date(now()).toISOString()

  const intentOf = async (intent: string) => {
    const answer = await ask(`payment_intents/${encodeURIComponent(intent)}`)
    if (answer.status !== 200) {
      refusalOf(answer)
      return null
    }
    const parsed = v.safeParse(StripeIntentSchema, answer.body)
    return parsed.success ? parsed.output : null
  }

  const look: CheckoutProvider['look'] = async (session) => {
    const answer = await ask(`checkout/sessions/${encodeURIComponent(session)}`)
    if (answer.status === 200) {
      const found = sessionIn(answer)
      const state = stateOf(found, nowIso())
      if (state.status !== 'complete' || state.charge || !found.payment_intent) return state
      // Filled in and not paid: on its way, or lost, which the session itself does not tell.
      const { status } = (await intentOf(found.payment_intent)) ?? {}
      return status && lostIntent.includes(status) ? { status: 'expired' } : state
    }
    // Nobody can pay on a page that is not there: the account is another one, or its test data was wiped.
    if (refusalOf(answer).code === 'resource_missing') return { status: 'expired' }
    throw new Unavailable('the card provider does not show a session', 30)
  }

  return {
    name: 'stripe',
    look,

    async create(order) {
      const units = toStripe(order.money)
      if (units === null) throw new OrderRefused('no amount of the provider’s units')
      const form = sessionParameters(order, units, app)
      const key = order.attempt === 0 ? order.donation : `${order.donation}.${order.attempt}`
      let answer = await ask('checkout/sessions', { form, key })
      // A key keeps its first answer for a day, an error 500 too, and refuses other words (our app's address may have changed). A page
      // under another key does no harm: the one that nobody is led to is never paid.
      const spent = answer.status >= 500 || isIdempotencyError(answer)
      if (spent) answer = await ask('checkout/sessions', { form, key: `${key}.${randomUUID()}` })
      if (answer.status !== 200) {
        const { type, code } = refusalOf(answer)
        throw new OrderRefused(`${type} ${code}`)
      }
      const { id, url, expires_at: expires } = sessionIn(answer)
      if (!url) throw new Unavailable('the card provider made no page', 30)
      return { id, url, expiresAt: isoOf(expires) }
    },

    async end(session) {
      const path = `checkout/sessions/${encodeURIComponent(session)}/expire`
      const answer = await ask(path, { form: new URLSearchParams() })
      // Paid or expired in the meantime: such are refused.
      return answer.status === 200 ? stateOf(sessionIn(answer), nowIso()) : look(session)
    },

    donationOf: async (intent) => donationIn((await intentOf(intent)) ?? {}),

    read(body, header, at) {
      if (!isSigned(body, header('stripe-signature') ?? '', webhookSecrets, at))
        throw new WebhookRefused('not signed by the provider, or not of now')
      let input: unknown
      try {
        input = JSON.parse(fromUtf8(body))
      } catch {
        throw new WebhookRefused('not JSON')
      }
      return eventOf(input)
    },
  }
}

const isIdempotencyError = ({ body }: Answer): boolean => {
  const parsed = v.safeParse(RefusalSchema, body)
  return parsed.success && parsed.output.error.type === 'idempotency_error'
}
