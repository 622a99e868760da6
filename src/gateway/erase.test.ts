import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, start, temporaryFolder } from './testing/world.ts'

let folder: ReturnType<typeof temporaryFolder>
let running: Running
beforeAll(async () => {
  folder = temporaryFolder()
  const app = join(folder.path, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'index.html'), '<!doctype html><title>Sada</title>')
  running = await start({ data: join(folder.path, 'data'), mounts: { '/': app } })
})
afterAll(async () => {
  await running.gateway.close()
  folder[Symbol.dispose]()
})

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const post = (headers: Record<string, string>, body?: string) =>
  fetch(`${running.address}/erase`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) })

describe('/erase', () => {
  it('asks, without a script, and erases nothing yet', async () => {
    const answer = await running.get('/erase', { accept: 'text/html' })
    const html = await answer.text()
    expect(answer.headers.get('clear-site-data')).toBeNull()
    expect(html).toContain('<form method="post" action="/erase">')
    expect(html).toContain('lang="ur" dir="rtl"')
    expect(html).not.toMatch(/<script|onclick/)
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; /,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    ['a form of ours', { ...form, 'sec-fetch-site': 'same-origin' }, ''],
    ['the app', { 'sec-fetch-site': 'same-origin' }, undefined],
    ['a form of ours in an older browser', { ...form, origin: 'ours' }, 'x=1'],
  ])('erases for %s', async (_who, headers, body) => {
    const origin = 'origin' in headers ? { origin: running.address } : {}
    const answer = await post({ ...headers, ...origin }, body)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"')
    expect(await answer.text()).toContain('Everything is erased')
  })

  it.each([
    ['another site', { ...form, 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same name', { ...form, 'sec-fetch-site': 'same-site' }],
    ['another site that says it is ours', { ...form, 'sec-fetch-site': 'cross-site', origin: 'ours' }],
    ['another site in an older browser', { ...form, origin: 'https://other.example' }],
    ['a page without an origin', { ...form, origin: 'null' }],
    ['nobody', form],
  ])('refuses %s', async (_who, headers: Record<string, string>) => {
    const origin = headers['origin'] === 'ours' ? { origin: running.address } : {}
    const answer = await post({ ...headers, ...origin }, '')
    expect(answer.status).toBe(403)
    expect(answer.headers.get('clear-site-data')).toBeNull()
    expect(await answer.text()).toContain('Nothing was erased')
  })

  it('takes no other method and no large form', async () => {
    const put = await fetch(`${running.address}/erase`, { method: 'PUT' })
    expect(put.status).toBe(405)
    const large = await post({ ...form, 'sec-fetch-site': 'same-origin' }, 'x'.repeat(2000))
    expect([large.status, large.headers.get('clear-site-data')]).toEqual([413, null])
  })
})
