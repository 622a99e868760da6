import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { carry } from './carry.ts'
import { placeOf } from './equal-addresses.ts'
import { createMirrors } from './mirror-board.ts'
import { createTransfers } from './transfer.ts'

const body = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31 + (i >> 8)) & 255)
const stallMs = 300

/** Sends what was asked for, from byte `from` on. */
type Act = (response: ServerResponse, from: number) => void
const whole: Act = (response, from) => void response.end(body.subarray(from))
const silent: Act = () => {}
const partThen =
  (bytes: number, then: Act): Act =>
  (response, from) =>
    void response.write(body.subarray(from, from + bytes), () => then(response, from + bytes))
const late =
  (ms: number, then: Act): Act =>
  (response, from) =>
    void setTimeout(() => then(response, from), ms)

let open: Server[] = []
afterEach(() => {
  for (const server of open) {
    server.closeAllConnections()
    server.close()
  }
  open = []
})

/** One mirror, whose n-th answer is the n-th act; `broken` counts requests that were given up. */
const startMirror = async (...acts: Act[]) => {
  const asked: string[] = []
  let broken = 0
  const server = createServer((request, response) => {
    const act = acts[asked.length] ?? whole
    asked.push(request.headers.range ?? '')
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const range = `bytes ${from}-${body.length - 1}/${body.length}`
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': body.length - from,
      etag: '"v1"',
      ...(from > 0 && { 'content-range': range }),
    })
    response.flushHeaders()
    response.on('close', () => {
      if (!response.writableFinished) broken++
    })
    act(response, from)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const mirrors = createMirrors([placeOf(`${origin}/main.m3u8`)])
  let failures = 0
  const transfers = createTransfers({ random: () => 0, stallMs, events: { failure: () => failures++ } })
  transfers.useFailover({ mirrors, attempt: (given) => carry(mirrors, () => true, given) })
  return {
    url: `${origin}/segment.m4s`,
    asked,
    transfers,
    blamed: () => mirrors.standing.get().scores[0]?.failures ?? 0,
    failures: () => failures,
    broken: () => broken,
  }
}

describe('voice over a connection that says nothing, with no other mirror', () => {
  it('waits on where the link is slow: what was on its way is not asked for again', async () => {
    const mirror = await startMirror(partThen(1000, late(stallMs * 3, whole)), silent, silent, silent)
    expect(await mirror.transfers.load(mirror.url, { kind: 'voice' })).toEqual(body)
    expect(mirror.asked.slice(0, 2)).toEqual(['', 'bytes=1000-'])
    expect(mirror.asked.length).toBeLessThanOrEqual(3)
    // It is told that nothing comes, but the mirror is not to blame.
    expect(mirror.failures()).toBeGreaterThan(0)
    expect(mirror.blamed()).toBe(0)
  })

  it('goes on over a second connection where the first is dead', async () => {
    const mirror = await startMirror(partThen(1000, silent), whole)
    expect(await mirror.transfers.load(mirror.url, { kind: 'voice' })).toEqual(body)
    expect(mirror.asked).toEqual(['', 'bytes=1000-'])
    expect(mirror.blamed()).toBe(0)
    await expect.poll(mirror.broken).toBe(1)
  })

  it('goes on where two connections are dead, and the same for words', async () => {
    const mirror = await startMirror(silent, silent, partThen(2000, silent), whole)
    expect(await mirror.transfers.load(mirror.url, { kind: 'text' })).toEqual(body)
    expect(mirror.asked.slice(0, 3)).toEqual(['', '', ''])
  })

  it.each(['video', 'voice'] as const)(
    'gives up after one silence what is wished for once (%s)',
    async (kind) => {
      const mirror = await startMirror(silent, whole)
      const wish = mirror.transfers.load(mirror.url, { kind, once: true })
      await expect(wish).rejects.toMatchObject({ key: 'timeout' })
      expect(mirror.asked).toHaveLength(1)
    },
  )
})
