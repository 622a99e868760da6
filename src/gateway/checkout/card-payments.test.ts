import { beforeEach, describe, expect, it } from 'vitest'
import { type CheckoutWorld, checkoutWorld } from '../testing/checkout-world.ts'
import { onEveryDatabase } from '../testing/databases.ts'
import { donation } from '../testing/world.ts'
import { signDelivery } from './stripe-signature.ts'

onEveryDatabase((make) => {
  let world: CheckoutWorld
  beforeEach(async () => {
    world = await checkoutWorld(make)
  })

  describe('a payment', () => {
    it('is entered once, whoever tells of it and how often, and shows in totals and on the phone', async () => {
      const given = await world.give({ fee: 4000 })
      expect(await world.paidOf(given)).toMatchObject({ paid: 0, due: 154_000, currency: 'PKR' })
      const session = world.stripe.pay(world.sessionAt((await world.ask(given)).url).id)
      const event = world.completed(session)
      const told = await Promise.all(Array.from({ length: 8 }, () => world.deliver(event)))
      told.push(await world.deliver(event), await world.deliver(world.completed(session)))
      expect(told).toEqual(Array(10).fill(204))
      expect(await world.payments()).toEqual([
        { donation: given.id, currency: 'PKR', minor: 154_000, source: 'card', arrived_on: '2024-01-07' },
      ])
      // What pays the fee is not counted towards what was promised.
      expect(await world.totals()).toEqual({ PKR: 150_000 })
      expect(await world.paidOf(given)).toMatchObject({ paid: 154_000, due: 0 })
      expect(await world.audit()).toEqual([])
    })

    it('told to several gateways at once is entered once', async () => {
      // On SQLite a second gateway is another process; there this one hears it over several connections.
      const others =
        world.database.kind === 'postgres' ? [await world.open(), await world.open()] : [world.gateway]
      const all = [world.gateway, ...others]
      for (let round = 0; round < 5; round++) {
        const given = await world.give()
        const pages = await Promise.all(all.map((at) => world.ask(given, at)))
        // Two gateways that ask under one key at the same moment: the provider may have one of them come back.
        const urls = new Set(pages.flatMap(({ url }) => url ?? []))
        expect(urls.size).toBe(1)
        const event = world.completed(world.stripe.pay(world.sessionAt([...urls][0]).id))
        const told = all.map(({ address }) => {
          world.stripe.webhook = `${address}/v1/checkouts/webhook`
          return world.deliver(event)
        })
        expect(await Promise.all(told)).toEqual(all.map(() => 204))
        expect(await world.paidOf(given)).toMatchObject({ paid: 150_000, due: 0 })
      }
      expect(await world.payments()).toHaveLength(5)
    })

    it('that comes later is entered when it comes, and one that fails is told to the treasurers', async () => {
      const [late, failed] = [await world.give(), await world.give()]
      for (const given of [late, failed]) {
        const session = world.stripe.pay(world.sessionAt((await world.ask(given)).url).id, 'unpaid')
        await world.deliver(world.completed(session))
        session.payment_status = given === late ? 'paid' : 'unpaid'
        const how = given === late ? 'succeeded' : 'failed'
        await world.deliver(world.stripe.event(`checkout.session.async_payment_${how}`, session))
      }
      expect(await world.payments()).toMatchObject([{ donation: late.id, minor: 150_000 }])
      expect(await world.audit()).toMatchObject([{ action: 'card payment failed', donation: failed.id }])
      expect(await world.paidOf(failed)).toMatchObject({ paid: 0, due: 150_000 })
    })

    it('of another amount or currency is entered as what it is, and flagged', async () => {
      const [less, other] = [await world.give(), await world.give()]
      const [first, second] = [await world.ask(less), await world.ask(other)]
      Object.assign(world.stripe.pay(world.sessionAt(first.url).id), { amount_total: 140_000 })
      Object.assign(world.stripe.pay(world.sessionAt(second.url).id), { amount_total: 500, currency: 'usd' })
      for (const { url } of [first, second]) {
        const id = url?.split('/').at(-1) ?? ''
        expect(await world.deliver(world.completed({ id }))).toBe(204)
      }
      expect(await world.payments()).toMatchObject([
        { donation: less.id, currency: 'PKR', minor: 140_000 },
        { donation: null, currency: 'USD', minor: 500 },
      ])
      expect(await world.paidOf(less)).toMatchObject({ paid: 140_000, due: 10_000 })
      expect(await world.paidOf(other)).toMatchObject({ paid: 0, due: 150_000 })
      expect(await world.audit()).toMatchObject([
        { action: 'card payment not as asked', donation: less.id, minor: 140_000, asked: 'PKR 150000' },
        { action: 'card payment not as asked', donation: other.id, currency: 'USD', asked: 'PKR 150000' },
      ])
    })

    it('of a donation that is not here, or of another product, is not counted', async () => {
      const given = await world.give()
      const session = world.stripe.pay(world.sessionAt((await world.ask(given)).url).id)
      const absent = (await donation()).id
      const of = (metadata: object, id: string) =>
        world.stripe.deliver(world.stripe.event('checkout.session.completed', { ...session, id, metadata }))
      expect((await of({ donation: absent }, 'cs_test_other')).status).toBe(204)
      expect((await of({}, 'cs_test_shop')).status).toBe(204)
      expect((await of({ donation: 'a T-shirt' }, 'cs_test_shirt')).status).toBe(204)
      expect(await world.payments()).toEqual([])
      expect(await world.audit()).toMatchObject([
        { action: 'card payment of an unknown donation', donation: absent, session: 'cs_test_other' },
      ])
    })
  })

  describe('money that goes back', () => {
    const refund = (intent: string, amount: number, id: string, status = 'succeeded') => ({
      id,
      object: 'refund',
      amount,
      currency: 'pkr',
      payment_intent: intent,
      status,
    })
    const minors = async () => (await world.payments()).map(({ minor }) => minor)

    it('is a counter-entry a refund, in parts, each once', async () => {
      const { given, intent } = await world.givePaid()
      const first = world.stripe.event('refund.created', refund(intent, 50_000, 're_1'))
      await Promise.all([world.deliver(first), world.deliver(first)])
      await world.deliver(world.stripe.event('charge.refund.updated', refund(intent, 50_000, 're_1')))
      await world.deliver(world.stripe.event('refund.created', refund(intent, 100_000, 're_2', 'pending')))
      expect(await minors()).toEqual([150_000, -50_000, -100_000])
      expect(await world.paidOf(given)).toMatchObject({ paid: 0, due: 150_000 })
      expect(await world.totals()).toEqual({ PKR: 0 })
      expect(await world.audit()).toMatchObject([
        { action: 'card refund', donation: given.id, minor: 50_000 },
        { action: 'card refund', donation: given.id, minor: 100_000 },
      ])
      // And it may be paid once more, on another page.
      const { status, url } = await world.ask(given)
      expect(status).toBe(201)
      await world.deliver(world.completed(world.stripe.pay(world.sessionAt(url).id)))
      expect(await world.paidOf(given)).toMatchObject({ paid: 150_000, due: 0 })
    })

    it('is taken back where a refund fails, in whatever order the news come', async () => {
      const { given, intent } = await world.givePaid()
      const made = world.stripe.event('refund.created', refund(intent, 150_000, 're_1'))
      const failed = world.stripe.event('refund.failed', refund(intent, 150_000, 're_1', 'failed'))
      for (const event of [failed, made, failed]) expect(await world.deliver(event)).toBe(204)
      expect(await minors()).toEqual([150_000, -150_000, 150_000])
      expect(await world.paidOf(given)).toMatchObject({ paid: 150_000, due: 0 })
      expect((await world.audit()).map(({ action }) => action)).toEqual(['card refund', 'card refund failed'])
    })

    it('goes with a dispute, and comes back where it is won', async () => {
      const { given, intent } = await world.givePaid({ fee: 4000 })
      const dispute = { id: 'dp_1', amount: 154_000, currency: 'pkr', payment_intent: intent }
      await world.deliver(world.stripe.event('charge.dispute.created', dispute))
      expect(await minors()).toEqual([154_000])
      await world.deliver(world.stripe.event('charge.dispute.funds_withdrawn', dispute))
      expect(await world.totals()).toEqual({ PKR: 0 })
      await world.deliver(world.stripe.event('charge.dispute.funds_reinstated', dispute))
      expect(await minors()).toEqual([154_000, -154_000, 154_000])
      expect(await world.totals()).toEqual({ PKR: 150_000 })
      expect(await world.paidOf(given)).toMatchObject({ due: 0 })
    })

    it('before its payment is asked for again, and that of another product let go', async () => {
      const given = await world.give()
      const session = world.stripe.pay(world.sessionAt((await world.ask(given)).url).id)
      const early = world.stripe.event('refund.created', refund(session.payment_intent!, 150_000, 're_1'))
      expect(await world.deliver(early)).toBe(503)
      const shop = world.stripe.event('refund.created', refund('pi_shop', 900, 're_shop'))
      expect(await world.deliver(shop)).toBe(204)
      await world.deliver(world.completed(session))
      expect(await world.deliver(early)).toBe(204)
      expect(await minors()).toEqual([150_000, -150_000])
    })
  })

  describe('the webhook', () => {
    it('believes nobody but the provider, of now', async () => {
      const given = await world.give()
      const event = world.completed(world.stripe.pay(world.sessionAt((await world.ask(given)).url).id))
      world.stripe.secrets = ['somebody’s']
      expect(await world.deliver(event)).toBe(400)
      world.stripe.secrets = ['whsec']
      const then = world.now
      const body = Buffer.from(JSON.stringify(event))
      const send = (signature: string, bytes: Buffer = body) =>
        fetch(world.stripe.webhook!, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'stripe-signature': signature },
          body: new Uint8Array(bytes),
        })
      const signed = signDelivery(['whsec'], then / 1000, body)
      world.now += 301_000
      expect((await send(signed)).status).toBe(400)
      world.now = then
      // The same JSON, other bytes.
      expect((await send(signed, Buffer.from(JSON.stringify(event, null, 1)))).status).toBe(400)
      expect((await send('')).status).toBe(400)
      expect((await send(signed, Buffer.alloc(300_000, 32))).status).toBe(413)
      expect(await world.payments()).toEqual([])
      expect((await send(signed)).status).toBe(204)
      expect(await world.payments()).toHaveLength(1)
    })

    it('takes either secret while one takes the other’s place', async () => {
      await world.reopen({ secrets: ['new', 'whsec'] })
      const { given } = await world.givePaid()
      world.stripe.secrets = ['new', 'whsec']
      await world.givePaid()
      world.stripe.secrets = ['new']
      await world.givePaid()
      expect(await world.paidOf(given)).toMatchObject({ due: 0 })
      expect(await world.totals()).toEqual({ PKR: 450_000 })
    })

    it('refuses what is signed and not understood, and lets go what is no money', async () => {
      const send = (type: string, object: unknown) => world.stripe.deliver(world.stripe.event(type, object))
      expect((await send('customer.created', { id: 'cus_1', name: 'Gulnar' })).status).toBe(204)
      expect((await send('checkout.session.completed', { id: 'cs_1' })).status).toBe(400)
      expect((await send('refund.created', null)).status).toBe(400)
    })
  })

  it('keeps nothing of who paid, and no page can be changed afterwards', async () => {
    await world.givePaid()
    const tables = ['payments', 'checkouts', 'card_movements', 'audit', 'donations']
    for (const table of tables)
      expect(JSON.stringify(await world.database.run(`SELECT * FROM ${table}`))).not.toMatch(/Gulnar|payer@/)
    for (const change of [
      "UPDATE checkouts SET url = 'https://evil.example'",
      'DELETE FROM checkouts',
      'DELETE FROM card_movements',
    ])
      await expect(world.database.run(change)).rejects.toThrow('append-only')
    const metrics = await (await world.gateway.get('/metrics')).text()
    expect(metrics).toContain('sada_checkouts_total{outcome="made"} 1')
    expect(metrics).toContain('sada_card_events_total{outcome="entered"} 1')
    expect(metrics).not.toContain('cs_test')
  })
})
