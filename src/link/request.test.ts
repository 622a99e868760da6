import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { linkStatus } from './link-status.ts'
import { request, requestAt } from './request.ts'

const open: Server[] = []
const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
// Addresses here are absolute; in the app they are relative to the page.
Object.assign(globalThis, { location: { href: 'http://127.0.0.1/' } })

/** The platform's own record of a request is there a moment after its last byte. */
const recorded = () => new Promise((resolve) => setTimeout(resolve, 20))

const page: RequestListener = (_, response) =>
  response.setHeader('content-type', 'text/html; charset=utf-8').end('<h1>Log in to the Wi-Fi</h1>')
const json: RequestListener = (_, response) =>
  response.setHeader('content-type', 'application/json').end('{}')

describe('a request', () => {
  it('takes somebody else’s web page for no answer: the link is down, not up', async () => {
    await expect(request([await serve(page)], 'manifest.json')).rejects.toMatchObject({ key: 'portal' })
    expect(linkStatus.get().reach).toBe('down')
  })

  it('takes "log in to the network" (511) for no answer either', async () => {
    const portal = await serve((_, response) => response.writeHead(511).end())
    await expect(request([portal], 'x')).rejects.toMatchObject({ key: 'portal' })
    expect(linkStatus.get().reach).toBe('down')
  })

  it('goes on to the next mirror past a page, and a page that says "not found" is an answer', async () => {
    const mirrors = [await serve(page), await serve(json)]
    expect((await request(mirrors, 'x')).status).toBe(200)
    expect(linkStatus.get().reach).toBe('up')
    const missing = await serve((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>No</h1>'),
    )
    expect((await request([missing], 'x')).status).toBe(404)
    expect(linkStatus.get().reach).toBe('up')
  })

  it('gives up on a mirror that accepts and never answers: down', async () => {
    const hole = await serve(() => {})
    await expect(request([hole], 'x', { stallMs: 50 })).rejects.toMatchObject({ key: 'timeout' })
    expect(linkStatus.get().reach).toBe('down')
  })

  it('takes packed text for what it weighed on the way', async () => {
    const text = gzipSync(Buffer.alloc(200_000, 'word '))
    const packed = await serve((_, response) =>
      setTimeout(() => response.setHeader('content-encoding', 'gzip').end(text), 100),
    )
    const plain = await serve((_, response) => setTimeout(() => response.end(Buffer.alloc(200_000)), 100))
    await requestAt(plain, {})
    await recorded()
    const before = linkStatus.get().kbps
    expect(before).toBeGreaterThan(1000)
    let wire = 0
    const { bytes } = await requestAt(packed, { onWire: (count) => (wire = count) })
    await recorded()
    expect(wire).toBeGreaterThanOrEqual(text.length)
    expect(wire).toBeLessThan(4000)
    // Less than 4 kB came: no news of the speed, where 200 kB would have been some.
    expect([bytes.length, linkStatus.get().kbps]).toEqual([200_000, before])
  })

  it('measures what comes by all requests together, not what is left for each', async () => {
    const slow = await serve((_, response) => {
      response.setHeader('content-type', 'application/octet-stream')
      // 8 kB in some 400 ms: one request alone would say 160 kbit/s.
      let sent = 0
      const timer = setInterval(() => {
        response.write(Buffer.alloc(2000))
        if (++sent < 4) return
        clearInterval(timer)
        response.end()
      }, 100)
    })
    await Promise.all(Array.from({ length: 4 }, () => requestAt(slow, {})))
    await recorded()
    const together = linkStatus.get().kbps
    await requestAt(slow, {})
    await recorded()
    expect(together / linkStatus.get().kbps).toBeGreaterThan(2)
  })
})
