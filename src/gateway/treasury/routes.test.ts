import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { treasuryPath } from '../../shared/treasury/api.ts'
import type { Storage } from '../storage/storage.ts'
import { onEveryDatabase, type TestDatabase } from '../testing/databases.ts'
import { donation, type Running, start } from '../testing/world.ts'
import { removeTreasurer, setTreasurer } from './accounts.ts'
import { totpCode } from './totp.ts'

const password = 'four lanterns in the rain'

onEveryDatabase((make) => {
  let database: TestDatabase
  let storage: Storage
  let running: Running
  let secret: string
  let now: number
  beforeEach(async () => {
    database = await make()
    storage = await database.open()
    now = Date.parse('2024-01-08T09:00:00Z')
    running = await start({ data: '/nowhere', storage, now: () => now, trustProxy: ['127.0.0.1'] })
    secret = (await setTreasurer(storage, { name: 'amina', password, by: 'test', now })).secret
  })
  afterEach(async () => {
    await running.gateway.close()
    await database[Symbol.asyncDispose]()
  })

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${running.address}${treasuryPath}${path}`, init)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const signIn = (more: Record<string, unknown> = {}, headers = {}) =>
    post('session', { name: 'amina', password, code: totpCode(secret, now), ...more }, headers)
  const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!
  const signedIn = async () => ({ cookie: cookieOf(await signIn()) })
  const keyIn = async (response: Response) =>
    `${response.status} ${((await response.json()) as { type: string }).type.replace('urn:sada:problem:', '')}`

  describe('signing in', () => {
    it('takes name, password and code, and gives a cookie that no script and no other site can use', async () => {
      const response = await signIn({ name: ' Amina ' })
      expect([response.status, await response.json()]).toEqual([200, { name: 'amina' }])
      expect(response.headers.get('set-cookie')).toMatch(
        /^__Host-sada-treasurer=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      )
      expect(response.headers.get('cache-control')).toBe('no-store')
      const who = await ask('session', { headers: { cookie: cookieOf(response) } })
      expect(await who.json()).toEqual({ name: 'amina' })
      // Only a hash of it is kept.
      const token = cookieOf(response).split('=')[1]!
      expect(JSON.stringify(await database.run('SELECT * FROM sessions'))).not.toContain(token)
      expect(JSON.stringify(await database.run('SELECT * FROM treasurers'))).not.toContain(password)
    })

    it('says the same of every mistake', async () => {
      for (const wrong of [
        { name: 'bilal' },
        { password: 'three lanterns' },
        { code: '000000' },
        { code: totpCode(secret, now - 120_000) },
        { code: '' },
      ]) {
        const response = await signIn(wrong, {
          'x-forwarded-for': `203.0.113.${wrong.code?.length ?? 1}`,
          'x-forwarded-proto': 'https',
        })
        expect(response.headers.get('set-cookie')).toBeNull()
        expect(await keyIn(response)).toBe('401 wrong-sign-in')
      }
    })

    it('takes a code once, and clocks that are half a minute off', async () => {
      expect((await signIn({ code: totpCode(secret, now - 30_000) })).status).toBe(200)
      const code = totpCode(secret, now)
      const both = await Promise.all([signIn({ code }), signIn({ code })])
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401])
      // Nor an earlier one, once a later one was taken.
      expect((await signIn({ code: totpCode(secret, now - 30_000) })).status).toBe(401)
    })

    it('is slowed down after five tries from one address, and not from another', async () => {
      const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' })
      for (let i = 0; i < 5; i++)
        expect((await signIn({ code: '000000' }, from('203.0.113.5'))).status).toBe(401)
      const slowed = await signIn({}, from('203.0.113.5'))
      expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '20'])
      expect((await signIn({}, from('203.0.113.6'))).status).toBe(200)
      now += 30_000
      expect((await signIn({}, from('203.0.113.5'))).status).toBe(200)
    })

    it('is for https, or this machine', async () => {
      const far = { 'x-forwarded-for': '203.0.113.5' }
      expect(await keyIn(await signIn({}, far))).toBe('403 not-secure')
      expect((await signIn({}, { ...far, 'x-forwarded-proto': 'https' })).status).toBe(200)
    })
  })

  describe('a session', () => {
    const status = async (headers: Record<string, string>) => (await ask('session', { headers })).status

    it('ends half an hour after it was last used', async () => {
      const session = await signedIn()
      now += 29 * 60_000
      expect(await status(session)).toBe(200)
      now += 29 * 60_000
      expect(await status(session)).toBe(200)
      now += 31 * 60_000
      expect(await status(session)).toBe(401)
    })
    it('ends twelve hours after it began, however busy', async () => {
      const session = await signedIn()
      for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
        expect(await status(session)).toBe(200)
        now += 20 * 60_000
      }
      now += 60_000
      expect(await status(session)).toBe(401)
    })
    it('ends when its treasurer signs out, has a new password, or is removed', async () => {
      const first = await signedIn()
      const out = await post('sign-out', {}, first)
      expect([out.status, out.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
      expect(await status(first)).toBe(401)
      now += 60_000
      const second = await signedIn()
      secret = (await setTreasurer(storage, { name: 'amina', password, by: 'test', now })).secret
      expect(await status(second)).toBe(401)
      const third = await signedIn()
      expect(await removeTreasurer(storage, { name: 'amina', by: 'test', now })).toBe(true)
      expect(await status(third)).toBe(401)
      expect((await signIn()).status).toBe(401)
    })
    it('is of a token that was given, and no other', async () => {
      await signedIn()
      for (const cookie of ['', 'x=1', `__Host-sada-treasurer=${'A'.repeat(43)}`, '__Host-sada-treasurer='])
        expect(await status({ cookie })).toBe(401)
    })
  })

  describe('every operation', () => {
    const operations = async () => {
      const { paths } = (await (await running.get('/v1/openapi.json')).json()) as {
        paths: Record<string, Record<string, unknown>>
      }
      return Object.entries(paths)
        .filter(([path]) => path.startsWith(treasuryPath))
        .flatMap(([path, methods]) =>
          Object.keys(methods).map((method) => ({
            method: method.toUpperCase(),
            path: path.slice(treasuryPath.length).replace('{id}', 'some-id'),
          })),
        )
    }
    const send = ({ method, path }: { method: string; path: string }, headers: Record<string, string>) =>
      ask(path, {
        method,
        headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
        ...(method === 'POST' ? { body: '{}' } : {}),
      })

    it('but signing in and out wants a session', async () => {
      const all = await operations()
      expect(all.length).toBeGreaterThan(7)
      const open = all.filter(({ method, path }) => method === 'POST' && /^(session|sign-out)$/.test(path))
      expect(open).toHaveLength(2)
      for (const one of all.filter((each) => !open.includes(each)))
        expect(`${one.method} ${one.path} ${await keyIn(await send(one, {}))}`).toBe(
          `${one.method} ${one.path} 401 sign-in`,
        )
    })

    it('refuses pages of other sites, and tells browsers so', async () => {
      const session = await signedIn()
      for (const one of await operations())
        for (const foreign of [
          { origin: 'https://elsewhere.example' },
          { origin: 'null' },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
        ] as Record<string, string>[]) {
          const response = await send(one, { ...session, ...foreign })
          expect(await keyIn(response)).toBe('403 other-origin')
          expect(response.headers.get('access-control-allow-origin')).toBeNull()
        }
      const preflight = await ask('payments', { method: 'OPTIONS' })
      expect(preflight.headers.get('access-control-allow-methods')).toBeNull()
      const own = await ask('session', { headers: { ...session, origin: running.address } })
      expect(own.status).toBe(200)
      // Behind a proxy that is believed, the name people know it by.
      const proxied = { origin: 'https://give.example', 'x-forwarded-host': 'give.example' }
      expect((await ask('session', { headers: { ...session, ...proxied } })).status).toBe(200)
    })
  })

  it('lists, enters, adds up and undoes, and remembers who did it', async () => {
    const session = await signedIn()
    const get = async (path: string) => (await ask(path, { headers: session })).json() as Promise<never>
    const sealed = await donation()
    await running.give(sealed)
    const { donations } = (await get(
      'donations?currency=PKR&state=unpaid&from=2024-01-08&sealed=1&limit=10',
    )) as { donations: unknown[] }
    expect(donations).toMatchObject([{ id: sealed.id, minor: 150_000, paid: 0, sealed }])
    const payment = {
      donation: sealed.id,
      line: 'a'.repeat(64),
      currency: 'PKR',
      minor: 150_000,
      arrivedOn: '2024-01-09',
    }
    const entered = (await (await post('payments', { payments: [payment] }, session)).json()) as {
      answers: { payment: string }[]
    }
    expect(entered).toMatchObject({ answers: [{ outcome: 'entered' }] })
    expect(await get('series')).toEqual({
      spans: [
        { span: '2024-01-08', currency: 'PKR', donations: 1, pledged: 150_000, paid: 0 },
        { span: '2024-01-09', currency: 'PKR', donations: 0, pledged: 0, paid: 150_000 },
      ],
    })
    expect(await (await running.get('/v1/totals')).json()).toMatchObject({ currencies: [{ paid: 150_000 }] })
    const { payment: id } = entered.answers[0]!
    const undone = await post(`payments/${id}/undo`, {}, session)
    expect(await undone.json()).toEqual({ outcome: 'undone' })
    expect(await get('payments?limit=1')).toMatchObject({
      payments: [{ undoes: id, recordedBy: 'amina' }],
      next: expect.any(String),
    })
    const { entries } = (await get('audit')) as { entries: { treasurer: string; action: string }[] }
    expect(entries.map(({ treasurer, action }) => `${treasurer} ${action}`).toSorted()).toEqual([
      'amina enter',
      'amina signed in',
      'amina undo',
      'test account set',
    ])
  })

  it('says what it does not understand', async () => {
    const session = await signedIn()
    for (const path of [
      'donations?limit=5000',
      'donations?state=maybe',
      'donations?where=1',
      'series?by=week',
    ])
      expect(await keyIn(await ask(path, { headers: session }))).toBe('400 malformed')
    for (const body of [{}, { payments: [] }, { payments: [{ donation: 'x' }] }])
      expect(await keyIn(await post('payments', body, session))).toBe('400 malformed')
    expect(await keyIn(await post('session', { name: 'amina' }))).toBe('400 malformed')
  })
})
