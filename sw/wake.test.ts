import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { openDatabase } from '../src/give/outbox/database.ts'
import { newEntry } from '../src/give/outbox/new-entry.ts'
import { syncTag } from '../src/give/outbox/wake.ts'
import { generateKey } from '../src/organiser/keys/new-keys.ts'
import { publicKeyOf } from '../src/shared/signature.ts'
import { startFaultyGateway } from '../tests/fixtures/faulty-gateway.ts'

const [signing, stranger, sealing] = await Promise.all([generateKey(), generateKey(), generateKey()])
const worker = new EventTarget()

/** A `sync` event as the browser sends it; resolves or rejects with what the worker asked to wait for. */
const sync = async (tag: string): Promise<void> => {
  let work: Promise<unknown> | undefined
  const event = Object.assign(new Event('sync'), { tag, waitUntil: (one: Promise<unknown>) => (work = one) })
  worker.dispatchEvent(event)
  await work
}

beforeEach(() => {
  vi.stubGlobal('self', worker)
  vi.stubGlobal('location', { href: 'http://127.0.0.1/sw.js' })
})

it('sends what waits without any page, and asks to be woken again while it can’t', async () => {
  const { wakeOutbox } = await import('./wake.ts')
  wakeOutbox()
  const gateway = await startFaultyGateway(signing, stranger)
  const database = await openDatabase()
  await database.setSender({
    organisation: 'lantern-assembly',
    gateways: [gateway.url],
    gatewayKeys: [publicKeyOf(signing)],
  })
  const entry = await newEntry(
    { amount: { currency: 'PKR', minor: 150_000 }, commitment: 'now', method: 'bank' },
    { anonymous: true, residence: 'home', declarations: [] },
    { organisation: 'lantern-assembly', sealingKey: publicKeyOf(sealing) },
    Date.now(),
  )
  await database.add(entry)
  await sync('another-tag')
  expect(gateway.requests).toEqual([])
  gateway.plan.push('before')
  await expect(sync(syncTag)).rejects.toThrow('still wait')
  await sync(syncTag)
  expect(await database.entries()).toMatchObject([{ id: entry.id, state: 'recorded' }])
  expect(gateway.inserted.get(entry.id)).toBe(1)
  database.close()
  await gateway.close()
})
