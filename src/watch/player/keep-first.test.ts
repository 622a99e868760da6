import 'fake-indexeddb/auto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTransfers } from '../../link/transfer.ts'
import { openKeep } from '../kept/keep.ts'
import { keepFirst } from './keep-first.ts'

/** A server that counts what it is asked for. */
let server: Server
let asked: string[]
let base: string
beforeEach(async () => {
  asked = []
  server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.end(`bytes of ${url}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
})
afterEach(() => server.close())

const keepOf = async () => {
  const keep = await openKeep({ addresses: ['x'], estimate: async () => ({ quota: 1e9, usage: 0 }) })
  keep.begin(`${base}main.m3u8`, '#EXTM3U')
  const segments = [0, 1].map((number) => ({
    number,
    uri: `${base}s${number}.m4s`,
    range: null,
    duration: 4,
    programme: 1e12 + number * 4000,
    part: 0,
    map: null,
  }))
  const playlist = {
    url: `${base}v.m3u8`,
    targetDuration: 4,
    segments,
    ended: false,
    event: true,
    skipUntil: null,
  }
  keep.learn({ playlist, advancedAt: 0, answeredAt: 0 })
  return keep
}

it('asks the network once and the phone from then on; what was kept is not counted as received', async () => {
  let received = 0
  const events = {
    bytes(_: unknown, count: number) {
      received += count
    },
  }
  const first = keepFirst(createTransfers({ events }), null)
  // Before there is a keep nothing waits for one; it is offered later.
  const bytes = await first.load(`${base}s0.m4s`, { kind: 'voice' })
  const keep = await keepOf()
  first.attach(keep)
  await keep.flush()
  keep.close()
  expect(received).toBe(bytes.length)

  const opening = Promise.withResolvers<void>()
  const second = keepFirst(createTransfers({ events }), opening.promise)
  const loading = second.load(`${base}s0.m4s`, { kind: 'voice' })
  second.attach(await keepOf())
  opening.resolve()
  expect(await loading).toEqual(bytes)
  expect(second.has(`${base}s0.m4s`)).toBe(true)
  expect(await second.held(`${base}s1.m4s`)).toBeNull()
  expect(received).toBe(bytes.length)
  await second.load(`${base}s1.m4s`, { kind: 'voice' })
  expect(asked).toEqual(['/s0.m4s', '/s1.m4s'])
})

it('goes to the network at once for pictures, and for an aborted wish not at all', async () => {
  const transfers = keepFirst(createTransfers(), new Promise(() => {}))
  await transfers.load(`${base}p0.m4s`, { kind: 'video' })
  const stop = new AbortController()
  stop.abort()
  const settled = keepFirst(createTransfers(), Promise.resolve())
  await expect(settled.load(`${base}s0.m4s`, { kind: 'voice', signal: stop.signal })).rejects.toThrow()
  expect(asked).toEqual(['/p0.m4s'])
})
