import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { TotalsSchema } from '../shared/totals.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import { donation, giving, start, temporaryFolder } from './testing/world.ts'

describe('GET /v1/totals', () => {
  it('sums per currency and never across', async () => {
    using folder = temporaryFolder()
    const { gateway, give, get } = await start({ data: folder.path })
    await give(await donation())
    await give(await donation({ amount: { currency: 'PKR', minor: 50_000 } }))
    await give(await donation({ amount: { currency: 'USD', minor: 2500 }, method: 'wire' }))
    const totals = v.parse(TotalsSchema, await (await get('/v1/totals')).json())
    expect(totals.currencies).toEqual([
      { currency: 'PKR', donations: 2, pledged: 200_000, paid: 0 },
      { currency: 'USD', donations: 1, pledged: 2500, paid: 0 },
    ])
    await gateway.close()
  })

  it('is revalidated by its entity tag, until a donation or the minute changes it', async () => {
    using folder = temporaryFolder()
    let now = Date.parse('2024-01-07T16:00:00Z')
    const { gateway, give, get } = await start({ data: folder.path, now: () => now })
    const first = await get('/v1/totals')
    expect(first.headers.get('cache-control')).toBe('public, max-age=5')
    const etag = first.headers.get('etag')!
    const again = () => get('/v1/totals', { 'if-none-match': etag, 'cache-control': 'no-cache' })
    expect((await again()).status).toBe(304)
    now += 60_000
    expect((await again()).status).toBe(200)
    now -= 60_000
    expect((await again()).status).toBe(304)
    await give(await donation())
    expect((await again()).status).toBe(200)
    await gateway.close()
  })
})

describe('GET /v1/health', () => {
  it('is 200 while donations can be recorded', async () => {
    using folder = temporaryFolder()
    const { gateway, get } = await start({ data: folder.path })
    const response = await get('/v1/health')
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
    await gateway.close()
  })

  it('is 503 when the database does not answer', async () => {
    using folder = temporaryFolder()
    const storage = await openSqlite({ folder: folder.path })
    const { gateway, get } = await start({ data: folder.path, storage })
    await storage.close()
    const response = await get('/v1/health')
    expect(response.status).toBe(503)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    await gateway.close()
  })

  it.each([
    ['is of another organisation', { organisation: 'somebody-else' }],
    ["does not name this gateway's key", { gatewayKeys: [] }],
  ])('is 503, and so is giving, when the giving file %s', async (words, changes) => {
    using folder = temporaryFolder()
    const { gateway, get, post } = await start({
      data: folder.path,
      giving: async () => ({ ...giving, ...changes }),
    })
    const response = await get('/v1/health')
    expect(response.status).toBe(503)
    expect(((await response.json()) as { detail: string }).detail).toContain(words)
    expect((await post(await donation())).status).toBe(503)
    await gateway.close()
  })
})
