import { beforeEach, describe, expect, it } from 'vitest'
import { type CheckoutWorld, checkoutWorld } from '../testing/checkout-world.ts'
import { sqlite } from '../testing/databases.ts'
import { donation, giving, start, temporaryFolder } from '../testing/world.ts'

const hour = 3_600_000

let world: CheckoutWorld
beforeEach(async () => {
  world = await checkoutWorld(sqlite)
})
const refused = (status: number, key: string) => ({ status, type: `urn:sada:problem:${key}` })

describe('a page to pay on', () => {
  it('is of a recorded donation, for its amount and fee, and says who comes back nowhere', async () => {
    const given = await world.give({ fee: 4000 })
    const { status, url } = await world.ask(given)
    expect(status).toBe(201)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_test_/)
    expect(world.sessionAt(url)).toMatchObject({
      amount_total: 154_000,
      currency: 'pkr',
      client_reference_id: given.id,
      metadata: { donation: given.id },
      success_url: 'https://sada.example/give#card',
    })
    expect(world.stripe.asked).toEqual([{ method: 'POST', path: 'checkout/sessions', key: given.id }])
  })

  it('stays the same while it is open, however often and by how many it is asked for', async () => {
    const given = await world.give()
    const answers = await Promise.all([world.ask(given), world.ask(given), world.ask(given)])
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1)
    world.now += 23 * hour
    expect(await world.ask(given)).toMatchObject({ status: 200, url: answers[0]?.url })
    expect(world.stripe.sessions.size).toBe(1)
  })

  it('is another one once the first has expired, under the next key', async () => {
    const given = await world.give()
    const first = await world.ask(given)
    world.now += 24 * hour
    world.stripe.expire(world.sessionAt(first.url).id)
    const second = await world.ask(given)
    expect(second.status).toBe(201)
    expect(second.url).not.toBe(first.url)
    expect(world.stripe.asked.at(-1)?.key).toBe(`${given.id}.1`)
    expect(await world.ask(given)).toMatchObject({ status: 200, url: second.url })
  })

  it('is closed before another one is opened, so that two can never be paid', async () => {
    const given = await world.give()
    const first = await world.ask(given)
    // Open at the provider still, but not long enough to find a card.
    world.now += 24 * hour - 60_000
    const second = await world.ask(given)
    expect(second.status).toBe(201)
    expect(world.sessionAt(first.url).status).toBe('expired')
    expect([...world.stripe.sessions.values()].filter(({ status }) => status === 'open')).toHaveLength(1)
  })

  it('is for the rest where part was paid at the bank, and the page for all of it is closed', async () => {
    const given = await world.give()
    const first = await world.ask(given)
    await world.database.run(
      `INSERT INTO payments (id, donation, currency, minor, source, arrived_on, recorded_at)
       VALUES ('bank', '${given.id}', 'PKR', 50000, 'statement', '2024-01-08', '2024-01-08T00:00:00.000Z')`,
    )
    const second = await world.ask(given)
    expect(world.sessionAt(second.url).amount_total).toBe(100_000)
    expect(world.sessionAt(first.url).status).toBe('expired')
  })

  it('is refused with a reason a phone understands', async () => {
    expect(await world.ask(await donation())).toMatchObject(refused(404, 'not-recorded'))
    expect(await world.ask(await world.give({ method: 'bank' }))).toMatchObject(refused(422, 'not-by-card'))
    const { given } = await world.givePaid()
    expect(await world.ask(given)).toMatchObject(refused(409, 'paid'))
    const large = await world.give({ amount: { currency: 'PKR', minor: 100_000_000 } })
    expect(await world.ask(large)).toMatchObject(refused(422, 'not-by-card'))
    // The provider was asked for the one that could be paid, and for the one that is too much for it.
    expect(world.stripe.asked.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('is due again next month where somebody gives every month, and no sooner', async () => {
    await world.reopen({ giving: { ...giving, commitments: ['now', 'monthly'] } })
    const { given } = await world.givePaid({ commitment: 'monthly' })
    expect(await world.ask(given)).toMatchObject(refused(409, 'paid'))
    world.now += 31 * 24 * hour
    const { status, url } = await world.ask(given)
    expect(status).toBe(201)
    expect(world.sessionAt(url).amount_total).toBe(150_000)
  })
})

describe('a provider in trouble', () => {
  it.each([
    ['does not answer', 'silent' as const],
    ['breaks off', 'broken' as const],
    ['is down', { status: 500 }],
    ['has had too much', { status: 429 }],
    ['answers with a web page', { status: 200, body: '<html>' }],
    ['knows another key', { status: 401, body: { error: { type: 'invalid_request_error' } } }],
  ])('that %s: the phone is told to come back, and then gets its page', async (_, trouble) => {
    await world.reopen({ patienceMs: trouble === 'silent' ? 100 : 8000 })
    const given = await world.give()
    world.stripe.trouble = trouble
    const answer = await world.ask(given)
    expect(answer).toMatchObject(refused(503, 'provider'))
    expect(Number(answer.retryAfter)).toBeGreaterThan(0)
    world.stripe.trouble = null
    if (trouble === 'silent') await world.reopen({})
    expect((await world.ask(given)).status).toBe(201)
  })

  it('that keeps a failure under a key is asked under another one', async () => {
    const given = await world.give()
    // As if the first request of this key had been refused by other words: the app had another address then.
    await fetch(`${world.stripe.api}/v1/checkout/sessions`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sk_test',
        'stripe-version': '2025-09-30.clover',
        'idempotency-key': given.id,
      },
      body: new URLSearchParams({ mode: 'payment' }),
    })
    expect((await world.ask(given)).status).toBe(201)
    expect(world.stripe.asked.at(-1)?.key).toMatch(new RegExp(`^${given.id}\\.[0-9a-f-]{36}$`))
  })

  it('whose news do not reach us is believed when asked', async () => {
    const given = await world.give()
    const session = world.sessionAt((await world.ask(given)).url)
    world.stripe.pay(session.id)
    world.now += 25 * hour
    expect(await world.ask(given)).toMatchObject(refused(409, 'paid'))
    expect(await world.paidOf(given)).toMatchObject({ paid: 150_000, due: 0 })
    // The news come after all.
    expect(await world.deliver(world.completed(session))).toBe(204)
    expect(await world.totals()).toEqual({ PKR: 150_000 })
  })

  it('that does not know yet has nobody pay twice, and is paid again where the money was lost', async () => {
    const given = await world.give()
    const session = world.stripe.pay(world.sessionAt((await world.ask(given)).url).id, 'unpaid')
    expect(await world.deliver(world.completed(session))).toBe(204)
    expect(await world.ask(given)).toMatchObject(refused(409, 'processing'))
    expect(await world.payments()).toEqual([])
    world.stripe.lose(session.id)
    expect((await world.ask(given)).status).toBe(201)
  })
})

it('a gateway without a provider says so', async () => {
  using folder = temporaryFolder()
  const without = await start({ data: folder.path })
  const given = await donation({ method: 'card' })
  await without.give(given)
  expect(await world.ask(given, without)).toMatchObject(refused(501, 'no-checkout'))
  await without.gateway.close()
})
