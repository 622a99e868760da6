import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openReceipt } from '../shared/receipt.ts'
import { createGateway, sendBytes } from './gateway.ts'
import { createSqlLedger } from './sql-ledger.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import {
  donation,
  donorName,
  gatewayKey,
  giving,
  signingKey,
  start,
  temporaryFolder,
} from './testing/world.ts'

const problemIn = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('content-type'),
  key: ((await response.json()) as { type: string }).type.replace('urn:sada:problem:', ''),
})

describe('problems', () => {
  it('answers every bad request with a problem document', async () => {
    using folder = temporaryFolder()
    const { gateway, address } = await start({ data: folder.path })
    const ask = async (path: string, init: RequestInit = {}) => {
      const { status, type, key } = await problemIn(await fetch(address + path, init))
      expect(type).toBe('application/problem+json')
      return `${status} ${key}`
    }
    const json = { 'content-type': 'application/json' }
    const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', body, headers })
    expect(await ask('/v1/nothing')).toBe('404 not-found')
    expect(await ask('/v1/nothing', post('{}'))).toBe('404 not-found')
    expect(await ask('/nothing')).toBe('404 not-found')
    expect(await ask('/nothing', post('{}'))).toBe('405 method-not-allowed')
    expect(await ask('/v1/donations')).toBe('405 method-not-allowed')
    expect(await ask('/v1/donations', { method: 'DELETE' })).toBe('405 method-not-allowed')
    expect(await ask('/v1/totals', post('{}'))).toBe('405 method-not-allowed')
    expect(await ask('/v1/donations/no-id/receipt')).toBe('404 not-found')
    expect(await ask(`/v1/donations/${(await donation()).id}/receipt`)).toBe('404 not-found')
    expect(await ask('/v1/donations', post('id=1', { 'content-type': 'text/plain' }))).toBe(
      '415 unsupported-media-type',
    )
    expect(await ask('/v1/donations', post('<x/>', { 'content-type': 'application/xml' }))).toBe(
      '415 unsupported-media-type',
    )
    expect(await ask('/v1/donations', post('{'))).toBe('400 malformed')
    expect(await ask('/v1/donations', post(JSON.stringify({ x: 'x'.repeat(2 * 1024 * 1024) })))).toBe(
      '413 too-large',
    )
    expect(await ask('/v1/%zz')).toBe('400 malformed')
    const refused = await fetch(`${address}/v1/donations`, { method: 'PUT' })
    expect(refused.headers.get('allow')).toBe('POST')
    expect(refused.headers.get('cache-control')).toBe('no-store')
    await gateway.close()
  })

  it('answers 500 to what nobody foresaw, without telling', async () => {
    using folder = temporaryFolder()
    const { gateway, get } = await start({
      data: folder.path,
      extend: (app) =>
        void app.get('/v1/broken', async () => {
          throw new TypeError('the words of a bug')
        }),
    })
    const response = await get('/v1/broken')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('bug')
    await gateway.close()
  })

  it('answers 400 to what is no HTTP', async () => {
    using folder = temporaryFolder()
    const { gateway, address } = await start({ data: folder.path })
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    socket.end('this is not HTTP\r\n\r\n')
    let answer = ''
    for await (const chunk of socket) answer += chunk
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\nContent-Type: application\/problem\+json/)
    await gateway.close()
  })

  it('lets pages of any origin give, and never with credentials', async () => {
    using folder = temporaryFolder()
    const { gateway, address, post } = await start({ data: folder.path })
    const preflight = await fetch(`${address}/v1/donations`, { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
    for (const { headers } of [preflight, await post(await donation()), await post('{')]) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    await gateway.close()
  })
})

describe('extend', () => {
  it('adds routes that outrank the files and use the same answers', async () => {
    using folder = temporaryFolder()
    const bytes = new TextEncoder().encode('#EXTM3U\n'.repeat(200))
    const { gateway, address, get } = await start({
      data: folder.path,
      mounts: { '/': folder.path },
      extend: (app) =>
        void app.get('/broadcast/live.m3u8', (request, reply) =>
          sendBytes(request, reply, {
            bytes,
            type: 'application/vnd.apple.mpegurl',
            cacheControl: 'no-cache',
          }),
        ),
    })
    const response = await get('/broadcast/live.m3u8', { 'accept-encoding': 'br' })
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    const head = await fetch(`${address}/broadcast/live.m3u8`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'identity' },
    })
    expect(head.headers.get('content-length')).toBe(String(bytes.length))
    expect((await get('/broadcast/live.m3u8', { range: 'bytes=0-6' })).status).toBe(206)
    await gateway.close()
  })
})

const memoryLog = () => {
  const lines: string[] = []
  return { stream: { write: (line: string) => void lines.push(line) }, text: () => lines.join('') }
}

describe('logs', () => {
  it('say method, route, status and time, and nothing about a person', async () => {
    using folder = temporaryFolder()
    const { stream, text } = memoryLog()
    const { gateway, address, post, get } = await start({
      data: folder.path,
      logger: { level: 'trace', stream },
    })
    const one = await donation()
    const { receipt } = (await (await post(one)).json()) as { receipt: string }
    await post({ donations: [one, { ...one, method: 'cheque' }, { ...one, name: donorName }] })
    await post(`{"name": "${donorName}`)
    await post({ ...one, name: donorName })
    await get(`/v1/donations/${one.id}/receipt?name=${encodeURIComponent(donorName)}`)
    await get(`/unknown/${one.id}`)
    await get(`/${one.id}/%zz`)
    await fetch(`${address}/v1/donations`, {
      method: 'POST',
      headers: { 'content-type': `text/${one.id}`, 'user-agent': donorName },
      body: donorName,
    })
    await fetch(`${address}/v1/treasurer/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `__Host-sada-treasurer=${'A'.repeat(43)}` },
      body: JSON.stringify({ name: donorName, password: 'Bulbul', code: '123456' }),
    })
    await get(`/v1/treasurer/donations?id=${one.id}`)
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    socket.end(`${donorName} ${one.id}\r\n\r\n`)
    for await (const _chunk of socket);
    await gateway.close()

    const lines = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toContainEqual(
      expect.objectContaining({
        method: 'POST',
        route: '/v1/donations',
        status: 201,
        ms: expect.any(Number),
      }),
    )
    expect(lines).toContainEqual(expect.objectContaining({ route: '/v1/donations/:id/receipt', status: 200 }))
    const port = new URL(address).port
    const told = lines
      .filter((line) => !String(line.msg).startsWith('Server listening'))
      .map((line) => JSON.stringify(line))
    const random = one.id.slice(-12)
    const personal = [
      one.id,
      random,
      donorName,
      'Bulbul',
      one.ciphertext.slice(0, 40),
      receipt.slice(-40),
      '127.0.0.1',
      port,
    ]
    for (const words of personal) expect(told.filter((line) => line.includes(words))).toEqual([])
  })

  it('tell of a bug where it is, without its words', async () => {
    using folder = temporaryFolder()
    const { stream, text } = memoryLog()
    const { gateway, get } = await start({
      data: folder.path,
      logger: { stream },
      extend: (app) =>
        void app.get('/v1/broken', async () => {
          throw new TypeError(`cannot read ${donorName}`)
        }),
    })
    await get('/v1/broken')
    await gateway.close()
    expect(text()).toContain('TypeError')
    expect(text()).toContain('gateway.test.ts')
    expect(text()).not.toContain(donorName)
  })
})

describe('starting and closing', () => {
  it('says plainly that a port is taken', async () => {
    using folder = temporaryFolder()
    using second = temporaryFolder()
    const { gateway, address } = await start({ data: folder.path })
    const port = Number(new URL(address).port)
    const other = await createGateway({
      data: second.path,
      mounts: {},
      organisation: giving.organisation,
      signingKey,
      giving: async () => giving,
      logger: false,
    })
    await expect(other.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({
      name: 'StartError',
      message: `Port ${port} is taken by another program. Use --port to choose another.`,
    })
    await other.close()
    await gateway.close()
  })

  it('finishes a request in work, then refuses, and leaves one plain database file', async () => {
    using folder = temporaryFolder()
    const { gateway, address } = await start({ data: folder.path })
    const one = await donation()
    const body = JSON.stringify(one)
    const { hostname, port } = new URL(address)
    const outgoing = httpRequest({
      hostname,
      port,
      method: 'POST',
      path: '/v1/donations',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    })
    const arrived = once(gateway.app.server, 'request')
    outgoing.write(body.slice(0, 100))
    await arrived
    const closing = gateway.close()
    expect(gateway.close()).toBe(closing)
    outgoing.end(body.slice(100))
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    let answer = ''
    for await (const chunk of response) answer += chunk
    expect(response.headers.connection).toBe('close')
    await closing
    expect(response.statusCode).toBe(201)
    const { receipt } = JSON.parse(answer) as { receipt: string }
    expect(await openReceipt([gatewayKey], receipt)).toMatchObject({ id: one.id })
    await expect(fetch(`${address}/v1/health`)).rejects.toThrow()
    const ledger = createSqlLedger(await openSqlite({ folder: folder.path }))
    expect((await ledger.find([one.id])).get(one.id)?.receipt).toBe(receipt)
    await ledger.close()
  })

  // Waiting for a first request would take until the last resort, ten seconds later.
  it('does not wait for a connection that never asked for anything', { timeout: 8000 }, async () => {
    using folder = temporaryFolder()
    const { gateway, address } = await start({ data: folder.path })
    const accepted = once(gateway.app.server, 'connection')
    const silent = connect(Number(new URL(address).port), '127.0.0.1')
    const ended = once(silent, 'close')
    silent.resume()
    await accepted
    await gateway.close()
    await ended
  })
})
