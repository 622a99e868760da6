import { onTestFinished } from 'vitest'
import type { SealedDonation } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { openPaid, type Paid } from '../../shared/paid.ts'
import { createStripe } from '../checkout/stripe.ts'
import type { Row, TestDatabase } from './databases.ts'
import { type Delivered, type StripeServer, startStripe } from './stripe-server.ts'
import { donation, gatewayKey, giving, type Running, start } from './world.ts'

export interface Asked {
  status: number
  retryAfter: string | null
  url?: string
  type?: string
}

interface Opening {
  secrets?: string[]
  patienceMs?: number
  giving?: Giving
}

/** A gateway that takes cards, its provider, and whoever gives; all over HTTP, by one clock. Taken down when the test is over. */
export interface CheckoutWorld {
  stripe: StripeServer
  gateway: Running
  database: TestDatabase
  /** Milliseconds since the epoch; settable. */
  now: number
  /** Another gateway on the same database (PostgreSQL), or this one anew. */
  open(more?: Opening): Promise<Running>
  reopen(more: Opening): Promise<void>
  /** Gives by card. */
  give(changes?: Partial<SealedDonation>): Promise<SealedDonation>
  ask(of: { id: string }, at?: Running): Promise<Asked>
  /** The provider's session behind a page. */
  sessionAt(url: string | undefined): ReturnType<StripeServer['pay']>
  /** Tells of a session that was filled in. */
  completed(session: { id: string }): ReturnType<StripeServer['event']>
  deliver(event: ReturnType<StripeServer['event']>): Promise<number>
  /** A donation that was paid on its page, and the webhook told. */
  givePaid(changes?: Partial<SealedDonation>): Promise<{ given: SealedDonation; intent: string }>
  /** What the gateway says of it, its signature checked. */
  paidOf(of: { id: string }): Promise<Paid | null>
  /** What was paid, by currency. */
  totals(): Promise<Record<string, number>>
  audit(): Promise<Row[]>
  payments(): Promise<Row[]>
}

export const checkoutWorld = async (make: () => Promise<TestDatabase>): Promise<CheckoutWorld> => {
  const database = await make()
  const clock = { now: Date.parse('2024-01-07T20:00:00Z') }
  const now = () => clock.now
  const stripe = await startStripe({
    secretKey: 'sk_test',
    secrets: ['whsec'],
    now: () => Math.floor(clock.now / 1000),
  })
  const running = new Set<Running>()
  const open: CheckoutWorld['open'] = async ({ secrets = ['whsec'], patienceMs = 8000, ...more } = {}) => {
    const opened = await start({
      ...database.where,
      now,
      // A machine that is busy with other tests is not what is tried here.
      pressure: { maxDelay: 60_000 },
      giving: async () => more.giving ?? giving,
      checkout: createStripe({
        secretKey: 'sk_test',
        webhookSecrets: secrets,
        app: 'https://sada.example',
        api: stripe.api,
        patienceMs,
        now,
      }),
    })
    running.add(opened)
    stripe.webhook = `${opened.address}/v1/checkouts/webhook`
    return opened
  }
  onTestFinished(async () => {
    await Promise.all([...running].map(({ gateway }) => gateway.close()))
    await stripe[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  })
  const world: CheckoutWorld = {
    stripe,
    database,
    gateway: await open(),
    get now() {
      return clock.now
    },
    set now(ms) {
      clock.now = ms
    },
    open,
    async reopen(more) {
      await world.gateway.gateway.close()
      world.gateway = await open(more)
    },
    async give(changes = {}) {
      const given = await donation({ method: 'card', ...changes })
      const { status } = await world.gateway.give(given)
      if (status !== 201) throw new Error(`not recorded: ${status}`)
      return given
    },
    async ask({ id }, at = world.gateway) {
      const response = await fetch(`${at.address}/v1/checkouts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ donation: id }),
      })
      const body = (await response.json()) as { url?: string; type?: string }
      return { status: response.status, retryAfter: response.headers.get('retry-after'), ...body }
    },
    sessionAt(url) {
      const session = stripe.sessions.get(url?.split('/').at(-1) ?? '')
      if (!session) throw new Error(`no session at ${url}`)
      return session
    },
    completed: ({ id }) => stripe.event('checkout.session.completed', stripe.sessions.get(id)),
    deliver: async (event) => ((await stripe.deliver(event)) satisfies Delivered).status,
    async givePaid(changes) {
      const given = await world.give(changes)
      const session = stripe.pay(world.sessionAt((await world.ask(given)).url).id)
      const status = await world.deliver(world.completed(session))
      if (status !== 204) throw new Error(`not taken: ${status}`)
      return { given, intent: session.payment_intent ?? '' }
    },
    async paidOf({ id }) {
      const answer = await world.gateway.get(`/v1/donations/${id}/paid`)
      const { paid } = (await answer.json()) as { paid: string }
      return openPaid([gatewayKey], paid, id)
    },
    async totals() {
      const answer = await world.gateway.get('/v1/totals')
      const { currencies } = (await answer.json()) as { currencies: { currency: string; paid: number }[] }
      return Object.fromEntries(currencies.map(({ currency, paid }) => [currency, paid]))
    },
    async audit() {
      const rows = await database.run('SELECT action, detail FROM audit ORDER BY id')
      return rows.map(({ action, detail }) => ({ action, ...(JSON.parse(String(detail)) as object) }))
    },
    async payments() {
      const rows = await database.run(
        'SELECT donation, currency, minor, source, arrived_on FROM payments ORDER BY id',
      )
      return rows.map((row) => ({ ...row, minor: Number(row.minor) }))
    },
  }
  return world
}
