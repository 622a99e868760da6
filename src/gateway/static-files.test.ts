import { randomBytes } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './gateway.ts'
import { policyForPage } from './headers.ts'
import { type Running, start, temporaryFolder } from './testing/world.ts'

const secret = 'never to be served'
const script = 'export const words = "the voice is the last thing to go";\n'.repeat(200)
const film = randomBytes(5 * 1024 * 1024)
const voice = randomBytes(3000)
const files: Record<string, string | Buffer> = {
  'app/index.html': `<!doctype html><title>Sada</title>${'<p>صدا</p>'.repeat(100)}`,
  'app/sw.js': script,
  'app/assets/app-1a2B_-4d.js': script,
  'app/assets/plain.js': script,
  'app/manifest.webmanifest': '{}',
  'app/.env': secret,
  'edition/manifest.json': JSON.stringify({ words: 'x'.repeat(2000) }),
  'edition/manifest.sig': randomBytes(64),
  'edition/film.mp4': film,
  'edition/voice.m4a': voice,
  'edition/words.vtt': 'WEBVTT\n',
  'edition/page.html': '<script>alert(1)</script>',
  'secret.txt': secret,
}

let folder: ReturnType<typeof temporaryFolder>
let running: Running
beforeAll(async () => {
  folder = temporaryFolder()
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder.path, dirname(path)), { recursive: true })
    writeFileSync(join(folder.path, path), content)
  }
  symlinkSync(join(folder.path, 'secret.txt'), join(folder.path, 'app/link.txt'))
  running = await start({
    data: join(folder.path, 'data'),
    mounts: { '/': join(folder.path, 'app'), '/edition/': join(folder.path, 'edition') },
    connectOrigins: ['https://mirror.example'],
  })
})
afterAll(async () => {
  await running.gateway.close()
  folder[Symbol.dispose]()
})

interface Raw {
  status: number
  headers: Record<string, string | undefined>
  body: Buffer
}
/** A request as it is: fetch would tidy the path and undo the compression. */
const raw = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.address)
    const outgoing = httpRequest(
      { hostname, port, path, method, headers, insecureHTTPParser: true },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Raw['headers'],
            body: Buffer.concat(chunks),
          }),
        )
        response.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
const page = { accept: 'text/html,application/xhtml+xml' }

describe('types and caching', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/assets/app-1a2B_-4d.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/plain.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/edition/manifest.json', 'application/json', 'no-cache'],
    ['/edition/manifest.sig', 'application/octet-stream', 'no-cache'],
    ['/edition/film.mp4', 'video/mp4', 'no-cache'],
    ['/edition/voice.m4a', 'audio/mp4', 'no-cache'],
    ['/edition/words.vtt', 'text/vtt; charset=utf-8', 'no-cache'],
  ])('%s', async (path, type, cacheControl) => {
    const { status, headers, body } = await raw(path)
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cacheControl])
    expect(headers.etag).toMatch(/^"[A-Za-z0-9_-]{22}"$/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    const file = path === '/' ? 'app/index.html' : path.startsWith('/edition') ? path.slice(1) : `app${path}`
    expect(body.equals(Buffer.from(files[file]!))).toBe(true)
  })
})

describe('compression', () => {
  it('sends text in brotli, or gzip, with an entity tag of its own', async () => {
    const plain = await raw('/assets/app-1a2B_-4d.js')
    const brotli = await raw('/assets/app-1a2B_-4d.js', { 'accept-encoding': 'gzip, br' })
    const gzip = await raw('/assets/app-1a2B_-4d.js', { 'accept-encoding': 'gzip' })
    expect([brotli.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip'])
    expect(brotliDecompressSync(brotli.body).toString()).toBe(script)
    expect(gunzipSync(gzip.body).toString()).toBe(script)
    expect(Number(brotli.headers['content-length'])).toBe(brotli.body.length)
    expect(new Set([plain, brotli, gzip].map(({ headers }) => headers.etag)).size).toBe(3)
    for (const { headers } of [plain, brotli, gzip]) expect(headers.vary).toBe('Accept-Encoding')
  })
  it('leaves media alone', async () => {
    const { headers, body } = await raw('/edition/voice.m4a', { 'accept-encoding': 'br' })
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined])
    expect(body.equals(voice)).toBe(true)
  })
})

describe('validators and ranges', () => {
  it.each(['/', '/edition/manifest.json', '/edition/film.mp4'])(
    'answers 304 for what is held of %s',
    async (path) => {
      const { headers } = await raw(path, { 'accept-encoding': 'br' })
      const again = await raw(path, { 'accept-encoding': 'br', 'if-none-match': headers.etag! })
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag])
    },
  )

  it('changes the entity tag with the file', async () => {
    const file = join(folder.path, 'edition/changing.json')
    writeFileSync(file, '{"edition":1}')
    const before = await raw('/edition/changing.json')
    writeFileSync(file, '{"edition":2}')
    const after = await raw('/edition/changing.json', { 'if-none-match': before.headers.etag! })
    expect([after.status, after.body.toString()]).toEqual([200, '{"edition":2}'])
  })

  it.each([
    ['/edition/film.mp4', film],
    ['/edition/voice.m4a', voice],
  ])('goes on with a broken download of %s', async (path, whole) => {
    const size = whole.length
    const { headers } = await raw(path, { range: 'bytes=0-999' })
    const rest = await raw(path, { range: 'bytes=1000-', 'if-range': headers.etag! })
    expect([rest.status, rest.headers['content-range']]).toEqual([206, `bytes 1000-${size - 1}/${size}`])
    expect(rest.body.equals(whole.subarray(1000))).toBe(true)
    const changed = await raw(path, { range: 'bytes=1000-', 'if-range': '"another"' })
    expect([changed.status, changed.body.equals(whole)]).toEqual([200, true])
    const beyond = await raw(path, { range: `bytes=${size}-` })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`])
  })

  it('answers a range of text in plain bytes', async () => {
    const { status, headers, body } = await raw('/sw.js', { range: 'bytes=-7', 'accept-encoding': 'br' })
    expect([status, headers['content-encoding'], body.toString()]).toEqual([206, undefined, script.slice(-7)])
  })

  it.each(['/', '/edition/film.mp4', '/edition/voice.m4a'])(
    'answers HEAD of %s like GET, without a body',
    async (path) => {
      const get = await raw(path)
      const head = await raw(path, {}, 'HEAD')
      expect([head.status, head.body.length]).toEqual([200, 0])
      for (const name of ['content-length', 'content-type', 'etag', 'accept-ranges'])
        expect(head.headers[name]).toBe(get.headers[name])
    },
  )
})

describe('navigations', () => {
  it.each(['/', '/watch', '/read/manifesto/1', '/editions'])('%s opens the app', async (path) => {
    const { status, headers, body } = await raw(path, page)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(body.toString()).toBe(files['app/index.html'])
  })
  it.each([
    '/missing.js',
    '/assets/old-12345678.js',
    '/v1',
    '/v1/nothing',
    '/edition',
    '/edition/x',
    '/broadcast',
    '/broadcast/x',
  ])('%s is 404', async (path) => {
    const { status, headers, body } = await raw(path, page)
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
    expect(JSON.parse(body.toString())).toMatchObject({ type: 'urn:sada:problem:not-found', status: 404 })
  })
  it('an unknown path is 404 to a script', async () => {
    expect((await raw('/watch', { accept: '*/*' })).status).toBe(404)
  })
})

describe('security headers', () => {
  it('gives the app its policy, with the origins of mirrors', async () => {
    const expected = contentSecurityPolicy
      .replace("connect-src 'self'", "connect-src 'self' https://mirror.example")
      .replace("media-src 'self' blob:", "media-src 'self' blob: https://mirror.example")
    for (const path of ['/', '/watch', '/sw.js']) {
      const { headers } = await raw(path, page)
      expect(headers['content-security-policy']).toBe(expected)
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
    expect(contentSecurityPolicy).not.toContain('unsafe')
  })
  it('denies its pages what asks a person; the page that the worker keeps, all the rest as well', async () => {
    for (const path of ['/', '/watch']) {
      const { headers } = await raw(path, page)
      expect(headers['permissions-policy']).toMatch(/geolocation=\(\),.*microphone=\(\)/)
      expect(headers['permissions-policy']).not.toContain('gyroscope')
    }
    const { headers } = await raw('/index.html')
    expect(headers['permissions-policy']).toMatch(/geolocation=\(\),.*microphone=\(\),.*gyroscope=\(\)/)
  })
  it('keeps the connection open without saying so', async () => {
    const { headers } = await raw('/', { connection: 'keep-alive' })
    expect([headers['connection'], headers['keep-alive']]).toEqual([undefined, undefined])
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ports = new Set<number | undefined>()
    for (let turn = 0; turn < 3; turn++)
      await new Promise<void>((resolve, reject) => {
        const asked = httpRequest(new URL('/', running.address), { agent }, (response) => {
          ports.add(response.socket.localPort)
          response.resume().on('end', () => setImmediate(resolve))
        })
        asked.on('error', reject).end()
      })
    agent.destroy()
    expect(ports.size).toBe(1)
  })
  it('gives hashed code, which is no page, only what is of use to it', async () => {
    const { headers } = await raw('/assets/app-1a2B_-4d.js')
    expect(headers['content-security-policy']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['permissions-policy']).toBeUndefined()
    expect((await raw('/assets/plain.js')).headers['content-security-policy']).toBeDefined()
  })
  it('sandboxes a page that an edition brings', async () => {
    const { headers } = await raw('/edition/page.html', page)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/)
  })
  it('says of media only what a player asks, which any origin may read', async () => {
    const { headers } = await raw('/edition/film.mp4', { range: 'bytes=0-9' })
    const said = Object.entries(headers).reduce(
      (sum, [name, value]) => sum + `${name}: ${value}\r\n`.length,
      0,
    )
    expect(said).toBeLessThan(400)
    expect(headers['content-security-policy']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-expose-headers']).toBe('ETag, Content-Range')
    expect((await raw('/edition/manifest.json')).headers['content-security-policy']).toBeDefined()
  })
  it('lets any origin read editions, and not the app', async () => {
    expect((await raw('/edition/manifest.json')).headers['access-control-allow-origin']).toBe('*')
    expect((await raw('/')).headers['access-control-allow-origin']).toBeUndefined()
    const preflight = await raw(
      '/edition/film.mp4',
      { 'access-control-request-headers': 'if-range' },
      'OPTIONS',
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers['access-control-allow-headers']).toContain('If-Range')
  })
})

describe('path traversal', () => {
  it.each([
    '/../secret.txt',
    '/edition/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/edition/..%2f..%2fsecret.txt',
    '/edition/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
    '/edition//../../secret.txt',
    '/link.txt',
    '/.env',
    '/%2eenv',
    '/index.html%00.txt',
    '/assets/',
    '/assets',
  ])('%s is not there', async (path) => {
    const { status, body } = await raw(path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toContain(secret)
  })

  it('serves nothing from outside, whatever the path', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      '%',
      'secret.txt',
      '.env',
      'edition',
      'assets',
      '%25',
      '?',
      ';',
      '~',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const { status, body } = await raw(`/${pieces.join('')}`)
        expect(body.includes(secret)).toBe(false)
        expect([200, 400, 404]).toContain(status)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a style in the page', () => {
  it('is allowed by its hash, and by nothing wider', () => {
    // echo -n 'a{}' | openssl dgst -sha256 -binary | base64
    const policy = policyForPage(contentSecurityPolicy, '<style>a{}</style>')
    expect(policy).toContain("; style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; ")
    expect(policyForPage(contentSecurityPolicy, '<p>no style</p>')).toBe(contentSecurityPolicy)
  })
})
