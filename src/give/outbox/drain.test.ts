import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FaultyGateway, faults, startFaultyGateway } from '../../../tests/fixtures/faulty-gateway.ts'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { type OutboxDatabase, openDatabase } from './database.ts'
import { type DrainDeps, drain } from './drain.ts'
import type { Entry } from './entry.ts'
import { newEntry } from './new-entry.ts'
import { inProcessLock } from './sender-lock.ts'
import { verifyReceipt } from './verified-receipt.ts'

const [signing, stranger, sealing] = await Promise.all([generateKey(), generateKey(), generateKey()])
const giving = { organisation: 'lantern-assembly', sealingKey: publicKeyOf(sealing) }
const gatewayKeys = [publicKeyOf(signing)]

let gateway: FaultyGateway
let database: OutboxDatabase
let clock: number
let deps: DrainDeps

const give = async (minor = 150_000): Promise<Entry> => {
  const entry = await newEntry(
    { amount: { currency: 'PKR', minor }, commitment: 'now', method: 'bank' },
    { name: 'Zari Gul', anonymous: true, residence: 'home', declarations: [] },
    giving,
    clock++,
  )
  await database.add(entry)
  return entry
}
const states = async () => (await database.entries()).map(({ state }) => state)

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('location', { href: 'http://127.0.0.1/' })
  gateway = await startFaultyGateway(signing, stranger)
  database = await openDatabase()
  await database.setSender({ organisation: giving.organisation, gateways: [gateway.url], gatewayKeys })
  clock = Date.parse('2024-01-07T16:00:00Z')
  deps = {
    database,
    lock: inProcessLock(),
    changed: () => {},
    signal: new AbortController().signal,
    now: () => clock,
    random: () => 0.5,
  }
})
afterEach(async () => {
  database.close()
  await gateway.close()
  vi.unstubAllGlobals()
})

/** Drains until nothing waits, letting time pass; the gateway has no more faults than it has, so this ends. */
const drainOut = async () => {
  for (let round = 0; round < 200; round++) {
    await drain('timer', deps)
    const waiting = (await database.entries()).filter(
      ({ state }) => state === 'sealed' || state === 'sending',
    )
    if (waiting.length === 0) return
    clock += 3_600_000
  }
  throw new Error('still waiting after 200 rounds')
}

const expectAllRecordedOnce = async (given: readonly Entry[]) => {
  const entries = await database.entries()
  expect(entries).toHaveLength(given.length)
  for (const entry of entries) {
    expect(entry.state).toBe('recorded')
    expect(await verifyReceipt(gatewayKeys, entry, entry.receipt!)).not.toBeNull()
    expect(gateway.digests.get(entry.id)).toBe(entry.digest)
  }
  expect([...gateway.inserted.keys()].sort()).toEqual(given.map(({ id }) => id).sort())
  expect([...gateway.inserted.values()].every((times) => times === 1)).toBe(true)
}

describe('drain', () => {
  it('sends one donation and keeps its receipt', async () => {
    const entry = await give()
    expect(await drain('timer', deps)).toBe(true)
    await expectAllRecordedOnce([entry])
    expect(gateway.requests).toEqual([1])
  })

  it('sends many in few requests', async () => {
    const given = await Promise.all(Array.from({ length: 30 }, () => give()))
    await drain('timer', deps)
    await expectAllRecordedOnce(given)
    expect(gateway.requests.length).toBeLessThan(4)
  })

  it.each(faults)('gets one and three donations through the fault %s', async (fault) => {
    const given = [await give()]
    gateway.plan.push(fault)
    await drainOut()
    given.push(await give(), await give(), await give())
    gateway.plan.push(fault)
    await drainOut()
    await expectAllRecordedOnce(given)
  })

  it('gets everything through any run of faults, recorded exactly once', () =>
    fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.constantFrom(...faults), { maxLength: 12 }),
          fc.integer({ min: 1, max: 5 }),
          async (plan, count) => {
            const given: Entry[] = []
            for (let i = 0; i < count; i++) given.push(await give(i + 1))
            gateway.plan.push(...plan)
            await drainOut()
            await expectAllRecordedOnce(given)
          },
        )
        .afterEach(async () => {
          gateway.inserted.clear()
          gateway.digests.clear()
          gateway.plan.length = 0
          database.close()
          vi.stubGlobal('indexedDB', new IDBFactory())
          database = await openDatabase()
          deps = { ...deps, database }
          await database.setSender({
            organisation: giving.organisation,
            gateways: [gateway.url],
            gatewayKeys,
          })
        }),
      { numRuns: 40 },
    ))

  it('says why it waits, and waits at least as long as the gateway asks', async () => {
    await give()
    gateway.plan.push('429')
    await drain('timer', deps)
    const [entry] = await database.entries()
    expect(entry).toMatchObject({
      state: 'sealed',
      attempts: 1,
      lastProblem: 'too-many-requests',
      askedToWait: true,
    })
    expect(entry!.nextTry! - clock).toBe(7000 + 500)
    await drain('timer', deps)
    await drain('reconnect', deps)
    expect(gateway.requests).toHaveLength(1)
    await drain('now', deps)
    expect(await states()).toEqual(['recorded'])
  })

  it.each([
    ['before', 'offline'],
    ['500', 'server'],
    ['portal', 'server'],
    ['censor', 'server'],
    ['forged', 'receipt'],
    ['swapped', 'receipt'],
  ] as const)('after %s the problem is %s, and nothing is parked', async (fault, problem) => {
    await give()
    gateway.plan.push(fault)
    await drain('timer', deps)
    expect(await database.entries()).toMatchObject([{ state: 'sealed', lastProblem: problem, attempts: 1 }])
  })

  it('parks what the gateway refuses for good, and only that', async () => {
    const [one, two, three] = [await give(), await give(), await give()]
    gateway.refuses.add(two.id)
    await drain('timer', deps)
    const entries = new Map((await database.entries()).map((entry) => [entry.id, entry]))
    expect(entries.get(two.id)).toMatchObject({ state: 'parked', lastProblem: 'amount-limits' })
    expect([one, three].map(({ id }) => entries.get(id)?.state)).toEqual(['recorded', 'recorded'])
    clock += 3_600_000
    await drain('now', deps)
    expect(gateway.requests).toEqual([3])
  })

  it('offers a batch that was refused as a whole one by one', async () => {
    const given = [await give(), await give(), await give()]
    gateway.plan.push('whole')
    await drain('timer', deps)
    await expectAllRecordedOnce(given)
    expect(gateway.requests).toEqual([3, 1, 1, 1])
  })

  it('turns to the next gateway when one is dead, lies or refuses', async () => {
    const liar = await startFaultyGateway(stranger, stranger)
    const refuser = await startFaultyGateway(signing, stranger)
    const dead = await startFaultyGateway(signing, stranger)
    await dead.close()
    const entry = await give()
    refuser.refuses.add(entry.id)
    const gateways = [dead.url, liar.url, refuser.url, gateway.url]
    await database.setSender({ organisation: giving.organisation, gateways, gatewayKeys })
    await drain('timer', deps)
    await expectAllRecordedOnce([entry])
    await Promise.all([liar.close(), refuser.close()])
  })

  it('runs once when woken twice at a time', async () => {
    const given = [await give(), await give()]
    const ran = await Promise.all([drain('timer', deps), drain('reconnect', deps), drain('now', deps)])
    expect(ran).toEqual([true, false, false])
    await expectAllRecordedOnce(given)
    expect(gateway.requests).toEqual([2])
  })

  it('counts once even when two senders without a common lock send the same', async () => {
    const given = [await give(), await give()]
    await Promise.all([drain('timer', deps), drain('timer', { ...deps, lock: inProcessLock() })])
    await expectAllRecordedOnce(given)
  })

  it('takes over what a killed browser left in sending', async () => {
    const entry = await give()
    await database.apply(new Map([[entry.id, { type: 'claim' }]]), clock)
    expect(await states()).toEqual(['sending'])
    database.close()
    database = await openDatabase()
    await drain('timer', { ...deps, database, lock: inProcessLock() })
    await expectAllRecordedOnce([entry])
  })

  it('takes over when the browser was killed after the gateway had committed', async () => {
    const entry = await give()
    const dying = new AbortController()
    // Closes the moment the request is on its way: the answer is never read.
    const killed = drain('timer', {
      ...deps,
      signal: dying.signal,
      changed: () => setTimeout(() => dying.abort(), 0),
    })
    await killed
    expect(['sending', 'recorded']).toContain((await states())[0])
    await drain('timer', { ...deps, lock: inProcessLock() })
    await expectAllRecordedOnce([entry])
  })

  it('can take a donation back before it is sent, not after', async () => {
    const [first, second] = [await give(), await give()]
    await database.apply(new Map([[first.id, { type: 'cancel' }]]), clock)
    await drain('timer', deps)
    await expectAllRecordedOnce([second])
    await database.apply(new Map([[second.id, { type: 'cancel' }]]), clock)
    await expectAllRecordedOnce([second])
  })

  it('keeps the receipt of one that was taken back while it was on its way', async () => {
    const entry = await give()
    const cancel = () => database.apply(new Map([[entry.id, { type: 'cancel' }]]), clock)
    let cancelled: Promise<unknown> | null = null
    await drain('timer', {
      ...deps,
      changed: () => {
        cancelled ??= cancel()
      },
    })
    await cancelled
    expect(gateway.inserted.get(entry.id)).toBe(1)
    expect(await database.entries()).toMatchObject([{ state: 'recorded', cancelledAt: clock }])
  })

  it('does not send again one that was taken back after a try without an answer', async () => {
    const entry = await give()
    gateway.plan.push('after')
    await drain('timer', deps)
    await database.apply(new Map([[entry.id, { type: 'cancel' }]]), clock)
    clock += 3_600_000
    await drain('now', deps)
    expect(gateway.requests).toHaveLength(1)
    expect(await states()).toEqual(['cancelled'])
  })

  it('sends a carried donation unchanged; with the donor’s own sending it is recorded once, with the same receipt', async () => {
    const own = await give()
    const donorsDatabase = database
    vi.stubGlobal('indexedDB', new IDBFactory())
    database = await openDatabase()
    const sender = { organisation: giving.organisation, gateways: [gateway.url], gatewayKeys }
    await database.setSender(sender)
    await database.add({ ...own, carried: true })
    await drain('timer', { ...deps, database })
    const [carried] = await database.entries()
    expect(carried).toMatchObject({ state: 'recorded', carried: true, digest: own.digest })
    await drain('timer', { ...deps, database: donorsDatabase })
    const [given] = await donorsDatabase.entries()
    expect(given?.receipt).toBe(carried?.receipt)
    expect([...gateway.inserted]).toEqual([[own.id, 1]])
    donorsDatabase.close()
  })

  it('does nothing, and loses nothing, before it knows a gateway', async () => {
    await database.setSender({ organisation: giving.organisation, gateways: [], gatewayKeys: [] })
    await give()
    await drain('now', deps)
    expect(await states()).toEqual(['sealed'])
  })

  it('keeps no donor in clear on the phone', async () => {
    await give()
    const dump = (await database.entries()).map((e) =>
      JSON.stringify({ ...e, bytes: new TextDecoder().decode(e.bytes) }),
    )
    expect(dump.join()).not.toContain('Zari')
  })
})
