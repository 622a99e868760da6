import { getEventListeners } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createTransfers, type TransferKind } from './transfer.ts'

const body = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31 + (i >> 8)) & 255)

/** A server that breaks the n-th connection after `breaks[n]` bytes of body; then serves normally. */
const startServer = async (breaks: number[], { ranges = true } = {}) => {
  const asked: string[] = []
  let n = 0
  const server = createServer((request, response) => {
    asked.push(request.headers.range ?? '')
    const first = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const from = ranges ? first : 0
    const part = body.subarray(from)
    const status = ranges && request.headers.range ? 206 : 200
    response.writeHead(request.url === '/gone' ? 404 : status, {
      'content-length': part.length,
      etag: '"v1"',
      ...(status === 206 && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
    })
    const limit = breaks[n++]
    if (limit === undefined || limit >= part.length) response.end(part)
    else response.write(part.subarray(0, limit), () => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`, asked }
}
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
/** No waiting between tries. */
const impatient = { random: () => 0 }

describe('a transfer over a link that breaks', () => {
  it('brings the very bytes, wherever and however often the link breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3000), { maxLength: 6 }), fc.boolean(), async (breaks, ranges) => {
        const { url } = await startServer(breaks, { ranges })
        const bytes = await createTransfers(impatient).load(url, { kind: 'voice' })
        expect(bytes).toEqual(body)
      }),
      { numRuns: 25 },
    )
  })

  it('never takes a portal’s page for the file', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      const portal = asked++ < 2
      response.setHeader('content-type', portal ? 'text/html' : 'video/mp4')
      response.end(portal ? '<h1>Log in</h1>' : body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(server)
    let failures = 0
    const transfers = createTransfers({ ...impatient, events: { failure: () => failures++ } })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/segment`
    expect(await transfers.load(url, { kind: 'voice' })).toEqual(body)
    expect(failures).toBe(2)
  })

  it('goes on from the byte reached instead of starting anew', async () => {
    const { url, asked } = await startServer([2000])
    let received = 0
    const transfers = createTransfers({ ...impatient, events: { bytes: (_, count) => (received += count) } })
    await transfers.load(url, { kind: 'voice' })
    expect(asked[0]).toBe('')
    expect(asked[1]).toMatch(/^bytes=[1-9]\d*-$/)
    expect(received).toBe(body.length)
  })

  it('gives a silent connection up and asks again', async () => {
    let silent = 2
    const transfers = createTransfers({
      ...impatient,
      stallMs: 20,
      fetch: (input, init) =>
        silent-- > 0
          ? new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error())))
          : fetch(input as string, init),
    })
    const { url } = await startServer([])
    expect(await transfers.load(url, { kind: 'voice' })).toEqual(body)
  })

  it('keeps the bytes of a wish that was taken back', async () => {
    const { url, asked } = await startServer([1500])
    const stop = new AbortController()
    const transfers = createTransfers(impatient)
    const first = transfers.load(url, {
      kind: 'video',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    await expect(first).rejects.toThrow()
    expect(await transfers.load(url, { kind: 'video' })).toEqual(body)
    expect(asked.at(-1)).toMatch(/^bytes=[1-9]/)
  })

  it('lets go of a signal that outlasts it', async () => {
    const { url } = await startServer([500])
    const { signal } = new AbortController()
    const transfers = createTransfers(impatient)
    await transfers.load(url, { kind: 'text', signal })
    const gone = transfers.load(url.replace('/file', '/gone'), { kind: 'text', signal })
    await expect(gone).rejects.toMatchObject({ key: 'not-found' })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('asks once for what several want, and not again for what is here', async () => {
    const { url, asked } = await startServer([])
    const transfers = createTransfers(impatient)
    await Promise.all([transfers.load(url, { kind: 'voice' }), transfers.load(url, { kind: 'voice' })])
    await transfers.load(url, { kind: 'voice' })
    expect(asked).toHaveLength(1)
    expect(transfers.has(url)).toBe(true)
  })

  it('says so when the file does not exist', async () => {
    const { url } = await startServer([])
    const gone = createTransfers(impatient).load(url.replace('/file', '/gone'), { kind: 'text' })
    await expect(gone).rejects.toMatchObject({ key: 'not-found' })
  })
})

describe('right of way', () => {
  it('lets a kind wait at the gate and go on when it opens', async () => {
    const { url, asked } = await startServer([])
    const transfers = createTransfers(impatient)
    transfers.setGate((kind: TransferKind) => kind !== 'video')
    const video = transfers.load(`${url}?video`, { kind: 'video' })
    await transfers.load(url, { kind: 'voice' })
    expect(asked).toHaveLength(1)
    expect(transfers.wanted('video')).toBe(1)
    expect(transfers.open()).toBe(0)
    transfers.setGate(() => true)
    expect(await video).toEqual(body)
  })
})
