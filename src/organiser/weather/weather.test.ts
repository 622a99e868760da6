import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createWeather, type WeatherServer } from './weather.ts'

/** Sends back every byte, and ends when the other side does. */
const echo = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  socket.pipe(socket)
})
const open: WeatherServer[] = []
const sockets: Socket[] = []
let upstream = { host: '127.0.0.1', port: 0 }

beforeAll(async () => {
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  upstream = { host: '127.0.0.1', port: (echo.address() as AddressInfo).port }
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const weather of open.splice(0)) await weather.close()
})
afterAll(() => {
  echo.close()
})

const start = async (options: { rttMs?: number } = {}) => {
  const weather = await createWeather({ upstream, ...options })
  open.push(weather)
  return weather
}
const dial = async ({ port }: { port: number }) => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  sockets.push(socket)
  const received: Buffer[] = []
  socket.on('data', (data) => received.push(data))
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve))
  await once(socket, 'connect')
  return { socket, failed, bytes: () => Buffer.concat(received) }
}
/** Sends `text` and waits for it to come back. */
const ask = async (caller: Awaited<ReturnType<typeof dial>>, text: string) => {
  const before = caller.bytes().length
  caller.socket.write(text)
  while (caller.bytes().length < before + text.length) await once(caller.socket, 'data')
  return caller.bytes().subarray(before).toString()
}
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('bytes', () => {
  it('arrive whole and in order on every connection, while the weather changes', async () => {
    const weather = await start({ rttMs: 6 })
    weather.follow([
      { ms: 30, kbps: 8000 },
      { ms: 20, kbps: 0 },
      { ms: 40, kbps: 30_000 },
      { ms: 10, kbps: null },
    ])
    const sent = [1, 60_000, 250_000, 400_001].map((size) => randomBytes(size))
    const heard = await Promise.all(
      sent.map(async (bytes) => {
        const caller = await dial(weather)
        caller.socket.end(bytes)
        await once(caller.socket, 'end')
        return caller.bytes()
      }),
    )
    expect(heard.map(digest)).toEqual(sent.map(digest))
    expect(weather.stats().down.bytes).toBeGreaterThanOrEqual(710_002)
  })
  it('of all connections together are no faster than the link', async () => {
    const weather = await start()
    const callers = [await dial(weather), await dial(weather)]
    await Promise.all(callers.map((caller) => ask(caller, 'hello')))
    weather.set({ kbps: 2000 })
    const before = weather.stats().down.wireBytes
    const began = performance.now()
    await Promise.all(callers.map((caller) => ask(caller, 'x'.repeat(50_000))))
    const wire = weather.stats().down.wireBytes - before
    expect(wire).toBeGreaterThan(100_000)
    expect(wire * 8).toBeLessThanOrEqual((performance.now() - began) * 2000 + 1462 * 8)
  })
  it('take a round trip, and two more on a new connection', async () => {
    const weather = await start({ rttMs: 80 })
    const caller = await dial(weather)
    const began = performance.now()
    await ask(caller, 'first')
    const first = performance.now()
    await ask(caller, 'second')
    // A timer may fire up to a millisecond early by this clock.
    expect(first - began).toBeGreaterThan(235)
    expect(performance.now() - first).toBeGreaterThan(78)
  })
})

describe('an outage', () => {
  it('that hangs stops bytes, keeps connections, and makes new ones wait', async () => {
    const weather = await start()
    const old = await dial(weather)
    await ask(old, 'before')
    weather.set({ kbps: 40, outage: 'hang' })
    const young = await dial(weather)
    const answers = [ask(old, 'held'), ask(young, 'also')]
    await sleep(150)
    expect([old.bytes().toString(), young.bytes().toString()]).toEqual(['before', ''])
    weather.set({ kbps: null })
    expect(await Promise.all(answers)).toEqual(['held', 'also'])
  })
  it('that resets tears open connections down; new ones wait', async () => {
    const weather = await start()
    const old = await dial(weather)
    await ask(old, 'before')
    weather.set({ kbps: null, outage: 'reset' })
    expect((await old.failed).code).toBe('ECONNRESET')
    const young = await dial(weather)
    const answer = ask(young, 'patient')
    await sleep(100)
    expect(young.bytes().length).toBe(0)
    weather.set({ kbps: null })
    expect(await answer).toBe('patient')
  })
  it('that leaves connections dead never revives them', async () => {
    const weather = await start()
    const old = await dial(weather)
    await ask(old, 'before')
    weather.set({ kbps: null, outage: 'dead' })
    old.socket.write('into the void')
    weather.set({ kbps: null })
    old.socket.write('still')
    const young = await dial(weather)
    expect(await ask(young, 'alive')).toBe('alive')
    expect(old.bytes().toString()).toBe('before')
    expect(old.socket.destroyed).toBe(false)
  })
})

describe('ends', () => {
  it('tells the server when a client is gone, so that nothing is sent for nobody', async () => {
    const gone: Promise<unknown>[] = []
    const endless = createServer((socket) => {
      gone.push(new Promise((resolve) => socket.once('close', resolve)))
      socket.on('error', () => socket.destroy())
      socket.write(Buffer.alloc(5_000_000))
    }).listen(0, '127.0.0.1')
    await once(endless, 'listening')
    const weather = await createWeather({
      upstream: { host: '127.0.0.1', port: (endless.address() as AddressInfo).port },
    })
    open.push(weather)
    weather.set({ kbps: 400 })
    const caller = await dial(weather)
    await once(caller.socket, 'data')
    caller.socket.resetAndDestroy()
    await Promise.all(gone)
    expect(weather.stats().down.bytes).toBeLessThan(100_000)
    endless.close()
  })
  it('resets clients of a server that is not there', async () => {
    const weather = await createWeather({ upstream: { host: '127.0.0.1', port: 1 } })
    open.push(weather)
    const caller = await dial(weather)
    expect((await caller.failed).code).toBe('ECONNRESET')
  })
  it('says so when its port is taken', async () => {
    const weather = await start()
    await expect(createWeather({ upstream, port: weather.port })).rejects.toThrow('EADDRINUSE')
  })
})
