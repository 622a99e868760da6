import 'fake-indexeddb/auto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createGateway, type Gateway } from '../../gateway/gateway.ts'
import { generateKey } from '../../organiser/keys/new-keys.ts'
import type { Giving } from '../../shared/giving.ts'
import { publicKeyOf } from '../../shared/signature.ts'
import { type OutboxDatabase, openDatabase } from './database.ts'
import { type DrainDeps, drain } from './drain.ts'
import type { Entry } from './entry.ts'
import { newEntry } from './new-entry.ts'
import { inProcessLock } from './sender-lock.ts'
import { createTotals } from './totals.ts'

/** The real outbox against the real gateway and its real database, over real HTTP. */
const [signing, sealing] = await Promise.all([generateKey(), generateKey()])
const text = { en: 'Bank', ur: 'بینک' }
const giving: Giving = {
  format: 'sada-giving/1',
  organisation: 'lantern-assembly',
  currencies: [
    { code: 'PKR', presets: [100_000], minimum: 10_000, maximum: 100_000_000 },
    { code: 'USD', presets: [2000], minimum: 100, maximum: 1_000_000 },
  ],
  commitments: ['now', 'pledge'],
  pledgeDays: 90,
  methods: ['PKR', 'USD'].map((currency) => ({
    id: `bank-${currency.toLowerCase()}`,
    name: text,
    currency,
    account: { title: 'Lantern Assembly', bank: text, number: '000123' },
    instructions: text,
  })),
  declarations: [],
  sealingKey: publicKeyOf(sealing),
  gatewayKeys: [publicKeyOf(signing)],
  gateways: [],
}

let data: string
let gateway: Gateway
let address: string
let database: OutboxDatabase
let deps: DrainDeps
const never = new AbortController().signal

const start = async (port = 0) => {
  gateway = await createGateway({
    data,
    mounts: {},
    organisation: giving.organisation,
    signingKey: signing,
    giving: async () => giving,
    logger: false,
  })
  address = (await gateway.listen({ host: '127.0.0.1', port })).address
}
const give = async (currency: string, minor: number): Promise<Entry> => {
  const gift = {
    amount: { currency, minor },
    commitment: 'now',
    method: `bank-${currency.toLowerCase()}`,
  } as const
  const entry = await newEntry(
    gift,
    { anonymous: true, residence: 'home', declarations: [] },
    giving,
    Date.now(),
  )
  await database.add(entry)
  return entry
}
const totals = async () => {
  const feed = createTotals(database, never, Date.now)
  await feed.refresh()
  return feed.state.get()
}

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('location', { href: 'http://127.0.0.1/' })
  data = await mkdtemp(join(tmpdir(), 'sada-outbox-'))
  await start()
  database = await openDatabase()
  await database.setSender({ ...giving, gateways: [address] })
  deps = {
    database,
    lock: inProcessLock(),
    changed: () => {},
    signal: never,
    now: Date.now,
    random: Math.random,
  }
})
afterEach(async () => {
  database.close()
  await gateway.close()
  await rm(data, { recursive: true })
  vi.unstubAllGlobals()
})

it('records one alone, then a batch, each once, in totals never summed across currencies', async () => {
  await give('PKR', 150_000)
  await drain('timer', deps)
  await give('PKR', 50_000)
  await give('USD', 2050)
  await drain('timer', deps)
  expect((await database.entries()).map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded'])
  const { totals: told, fresh } = await totals()
  expect(fresh).toBe(true)
  expect(told?.currencies.toSorted((a, b) => (a.currency < b.currency ? -1 : 1))).toEqual([
    { currency: 'PKR', donations: 2, pledged: 200_000, paid: 0 },
    { currency: 'USD', donations: 1, pledged: 2050, paid: 0 },
  ])
})

it('gets the same receipt when it asks again after losing the first answer', async () => {
  const entry = await give('PKR', 150_000)
  await drain('timer', deps)
  const [first] = await database.entries()
  // As if the browser had been killed between the gateway's commit and ours.
  database.close()
  vi.stubGlobal('indexedDB', new IDBFactory())
  database = await openDatabase()
  await database.setSender({ ...giving, gateways: [address] })
  await database.add(entry)
  await drain('timer', { ...deps, database })
  expect((await database.entries())[0]?.receipt).toBe(first?.receipt)
  expect((await totals()).totals?.currencies).toMatchObject([{ donations: 1, pledged: 150_000 }])
})

it('parks an amount outside the limits and records its neighbour in the batch', async () => {
  const small = await give('PKR', 1)
  const fine = await give('PKR', 150_000)
  await drain('timer', deps)
  const entries = new Map((await database.entries()).map((entry) => [entry.id, entry]))
  expect(entries.get(small.id)).toMatchObject({ state: 'parked', lastProblem: 'amount-limits' })
  expect(entries.get(fine.id)?.state).toBe('recorded')
})

it('waits while the gateway is down and records once it is back', async () => {
  await gateway.close()
  await give('USD', 2000)
  await drain('timer', deps)
  expect(await database.entries()).toMatchObject([{ state: 'sealed', lastProblem: 'offline' }])
  expect(await totals()).toMatchObject({ totals: null, fresh: false, problem: 'offline' })
  await start(Number(new URL(address).port))
  await drain('reconnect', deps)
  expect(await database.entries()).toMatchObject([{ state: 'recorded' }])
})
