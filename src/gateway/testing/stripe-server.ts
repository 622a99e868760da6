import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSafeServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { signDelivery } from '../checkout/stripe-signature.ts'

/** A session as Stripe shows it, with the members that are looked at and some that must not be. */
export interface StandInSession {
  id: string
  object: 'checkout.session'
  url: string | null
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  payment_intent: string | null
  amount_total: number
  currency: string
  client_reference_id: string
  metadata: Record<string, string>
  expires_at: number
  /** What a payer types there, and nobody of ours may keep. */
  customer_details: { email: string; name: string } | null
  success_url: string
}

export interface Delivered {
  status: number
  type: string
}

/**
 * A card provider that speaks Stripe's API over HTTP, for tests: sessions with idempotency keys, a page with a button, payments, refunds, disputes and
 * signed deliveries to a webhook. What it refuses, it refuses by the rules of https://docs.stripe.com/api.
 */
export interface StripeServer extends AsyncDisposable {
  /** For `STRIPE_API`. */
  api: string
  /** Origin of its pages. */
  origin: string
  sessions: Map<string, StandInSession>
  /** Every request to the API, without what it said: method, path and idempotency key. */
  asked: { method: string; path: string; key: string | undefined }[]
  /** Where deliveries go; settable, for who pays may come before who listens. */
  webhook: string | null
  secrets: string[]
  /** Answers this instead, while it is set; `silent` never answers. */
  trouble: { status: number; body?: unknown } | 'silent' | 'broken' | null
  /** Seconds since the epoch. */
  now(): number
  /** Somebody pays on a page, or begins to. Nothing is delivered. */
  pay(session: string, how?: 'paid' | 'unpaid'): StandInSession
  expire(session: string): void
  /** What was on its way is lost. */
  lose(session: string): void
  /** Delivers an event, signed; an event of the same id may be delivered again. */
  deliver(event: StripeEvent): Promise<Delivered>
  event(type: string, object: unknown, id?: string): StripeEvent
}
export interface StripeEvent {
  id: string
  object: 'event'
  type: string
  created: number
  data: { object: unknown }
}

interface Options {
  secretKey: string
  secrets: string[]
  /** With these its pages are under https. */
  tls?: { key: string; cert: string }
  /** Host name of its pages, where it is not its address. */
  pageOrigin?: (port: number) => string
  now?: () => number
}

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = ''
  for await (const chunk of request) text += chunk
  return new URLSearchParams(text)
}

/** Members under a bracketed name, e.g. all of `metadata[…]`. */
const under = (form: URLSearchParams, name: string): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([key, value]) =>
      key.startsWith(`${name}[`) ? [[key.slice(name.length + 1, -1), value]] : [],
    ),
  )

const refusal = (type: string, code: string, message = 'No.') => ({ error: { type, code, message } })

export const startStripe = async ({
  secretKey,
  secrets,
  tls,
  pageOrigin,
  now = () => Math.floor(Date.now() / 1000),
}: Options): Promise<StripeServer> => {
  const sessions: StripeServer['sessions'] = new Map()
  const intents = new Map<string, { id: string; metadata: Record<string, string>; status?: string }>()
  const keys = new Map<string, { words: string; status: number; body: unknown }>()
  const asked: StripeServer['asked'] = []
  let counter = 0
  const name = (prefix: string) => `${prefix}_test_${String(++counter).padStart(8, '0')}`

  const create = (form: URLSearchParams): { status: number; body: unknown } => {
    const wrong = (code: string) => ({ status: 400, body: refusal('invalid_request_error', code) })
    const amount = Number(form.get('line_items[0][price_data][unit_amount]'))
    const required = [
      'mode',
      'success_url',
      'line_items[0][quantity]',
      'line_items[0][price_data][currency]',
      'line_items[0][price_data][product_data][name]',
    ]
    if (form.get('mode') !== 'payment' || required.some((field) => !form.get(field)))
      return wrong('parameter_missing')
    if (!Number.isSafeInteger(amount) || amount < 1) return wrong('parameter_invalid_integer')
    if (amount > 99_999_999) return wrong('amount_too_large')
    const id = name('cs')
    const session: StandInSession = {
      id,
      object: 'checkout.session',
      url: `${server.origin}/c/pay/${id}`,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: amount,
      currency: form.get('line_items[0][price_data][currency]') ?? '',
      client_reference_id: form.get('client_reference_id') ?? '',
      metadata: under(form, 'metadata'),
      expires_at: now() + 24 * 3600,
      customer_details: null,
      success_url: form.get('success_url') ?? '',
    }
    sessions.set(id, session)
    intents.set(id, { id: name('pi'), metadata: under(form, 'payment_intent_data[metadata]') })
    return { status: 200, body: { ...session } }
  }

  const send = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  const api = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').slice('/v1/'.length)
    const key = request.headers['idempotency-key'] as string | undefined
    asked.push({ method: request.method ?? '', path, key })
    const form = await bodyOf(request)
    if (server.trouble === 'silent') return
    if (server.trouble === 'broken') return response.destroy()
    if (request.headers.authorization !== `Bearer ${secretKey}`)
      return send(response, 401, refusal('invalid_request_error', ''))
    if (server.trouble) return send(response, server.trouble.status, server.trouble.body ?? {})
    if (!/^\d{4}-\d\d-\d\d(\.\w+)?$/.test(String(request.headers['stripe-version'])))
      return send(response, 400, refusal('invalid_request_error', ''))
    if (request.method === 'POST' && path === 'checkout/sessions') {
      if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true)
        return send(response, 400, refusal('invalid_request_error', ''))
      const before = key === undefined ? undefined : keys.get(key)
      if (before && before.words !== form.toString())
        return send(response, 400, refusal('idempotency_error', ''))
      const answer = before ?? { words: form.toString(), ...create(form) }
      if (key !== undefined) keys.set(key, answer)
      return send(response, answer.status, answer.body)
    }
    const [, id = '', ending] = /^checkout\/sessions\/([^/]+)(\/expire)?$/.exec(path) ?? []
    const session = sessions.get(id)
    if (session && request.method === (ending ? 'POST' : 'GET')) {
      if (ending && session.status !== 'open')
        return send(response, 400, refusal('invalid_request_error', ''))
      if (ending) server.expire(id)
      return send(response, 200, session)
    }
    const intent = [...intents.values()].find((one) => path === `payment_intents/${one.id}`)
    if (intent) return send(response, 200, intent)
    return send(response, 404, refusal('invalid_request_error', 'resource_missing'))
  }

  /** The page where a card is paid; its form goes back to it. */
  const page = async (request: IncomingMessage, response: ServerResponse) => {
    const session = sessions.get((request.url ?? '').replace(/^\/c\/pay\//, ''))
    if (!session) return response.writeHead(404).end()
    if (request.method === 'POST') {
      const paid = server.pay(session.id)
      await server.deliver(server.event('checkout.session.completed', paid))
      return response.writeHead(303, { location: paid.success_url }).end()
    }
    const amount = `${session.currency.toUpperCase()} ${session.amount_total}`
    const body =
      session.status === 'open'
        ? `<p>${amount}</p><form method="post"><button>Pay</button></form><a href="${session.success_url}">Back</a>`
        : '<p>You are all done here.</p>'
    return response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Stand-in</title>${body}`)
  }

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const work = request.url?.startsWith('/v1/') ? api(request, response) : page(request, response)
    work.catch(() => response.destroy())
  }
  const listener = createPlainServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => listener.once('listening', resolve))
  const portOf = ({ address }: { address(): AddressInfo | string | null }) => (address() as AddressInfo).port
  const safe = tls ? createSafeServer(tls, answer).listen(0, '127.0.0.1') : null
  if (safe) await new Promise((resolve) => safe.once('listening', resolve))
  const address = `http://127.0.0.1:${portOf({ address: () => listener.address() })}`
  const pagePort = portOf({ address: () => (safe ?? listener).address() })

  const server: StripeServer = {
    api: address,
    origin: pageOrigin?.(pagePort) ?? address,
    sessions,
    asked,
    webhook: null,
    secrets,
    trouble: null,
    now,
    pay(id, how = 'paid') {
      const session = sessions.get(id)
      if (session?.status !== 'open') throw new Error(`${id} is ${session?.status ?? 'not there'}`)
      Object.assign(session, {
        status: 'complete',
        payment_status: how,
        payment_intent: intents.get(id)?.id,
        url: null,
        customer_details: { email: 'payer@example.test', name: 'Gulnar Payer' },
      })
      return session
    },
    expire: (id) => void Object.assign(sessions.get(id) ?? {}, { status: 'expired', url: null }),
    lose: (id) => void Object.assign(intents.get(id) ?? {}, { status: 'requires_payment_method' }),
    event: (type, object, id = name('evt')) => ({
      id,
      object: 'event',
      type,
      created: now(),
      data: { object: structuredClone(object) },
    }),
    async deliver(event) {
      if (server.webhook === null) throw new Error('nobody listens')
      const body = Buffer.from(JSON.stringify(event))
      const response = await fetch(server.webhook, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signDelivery(server.secrets, now(), body),
        },
        body,
      })
      await response.arrayBuffer()
      return { status: response.status, type: event.type }
    },
    async [Symbol.asyncDispose]() {
      for (const one of [listener, safe]) {
        one?.closeAllConnections()
        await new Promise((resolve) => (one ? one.close(resolve) : resolve(null)))
      }
    },
  }
  return server
}
