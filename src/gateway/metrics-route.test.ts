import { expect, it } from 'vitest'
import { donation, donations, start, temporaryFolder } from './testing/world.ts'

const sample = (text: string, series: string): number | null => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

it('counts donations by their answers, commits and requests, and nobody', async () => {
  using folder = temporaryFolder()
  const { gateway, post, get } = await start({ data: folder.path })
  const [first, ...rest] = await donations(3)
  await post(first)
  await post({ donations: [first, ...rest, { ...rest[0], method: 'cheque', id: (await donation()).id }, {}] })
  await get(`/v1/donations/${first!.id}/receipt`)
  const response = await get('/metrics')
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/)
  const text = await response.text()
  expect(sample(text, 'sada_donations_total{outcome="recorded"}')).toBe(3)
  expect(sample(text, 'sada_donations_total{outcome="known"}')).toBe(1)
  expect(sample(text, 'sada_donations_total{outcome="refused"}')).toBe(2)
  expect(sample(text, 'sada_turned_away_total{reason="busy"}')).toBe(0)
  expect(sample(text, 'sada_commit_donations_sum')).toBe(3)
  expect(sample(text, 'sada_commit_seconds_count')).toBe(2)
  expect(sample(text, 'sada_donations_in_work')).toBe(0)
  const receipts =
    'sada_http_request_seconds_count{method="GET",route="/v1/donations/:id/receipt",status="200"}'
  expect(sample(text, receipts)).toBe(1)
  expect(text).toContain('nodejs_eventloop_lag_seconds')
  for (const personal of [first!.id, '127.0.0.1', 'Bulbul']) expect(text).not.toContain(personal)
  await gateway.close()
})

it('is there for this machine only, or for who has the token', async () => {
  using folder = temporaryFolder()
  const open = await start({ data: folder.path, trustProxy: ['127.0.0.1'] })
  expect((await open.get('/metrics')).status).toBe(200)
  // A proxy on this machine asks for somebody else.
  expect((await open.get('/metrics', { 'x-forwarded-for': '203.0.113.5' })).status).toBe(404)
  await open.gateway.close()
  const closed = await start({ data: folder.path, metricsToken: 'a secret' })
  expect((await closed.get('/metrics')).status).toBe(404)
  expect((await closed.get('/metrics', { authorization: 'Bearer another' })).status).toBe(404)
  expect((await closed.get('/metrics', { authorization: 'Bearer a secret' })).status).toBe(200)
  await closed.gateway.close()
})
