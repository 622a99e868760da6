import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStripe } from './checkout/stripe.ts'
import { donation, type Running, start, temporaryFolder } from './testing/world.ts'

interface Description extends Record<string, unknown> {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, object> }> }>>
}

let folder: ReturnType<typeof temporaryFolder>
let running: Running
let description: Description
/** Every address that answers, as `METHOD url`. */
const registered: string[] = []
beforeAll(async () => {
  folder = temporaryFolder()
  running = await start({
    data: folder.path,
    mounts: { '/': folder.path },
    checkout: createStripe({ secretKey: 'key', webhookSecrets: ['secret'], app: 'https://sada.example' }),
    watchRoutes: ({ method, url, config }) => {
      if (!config?.refuses && !config?.page)
        for (const one of [method].flat()) registered.push(`${one} ${url}`)
    },
  })
  description = (await (await running.get('/v1/openapi.json')).json()) as Description
})
afterAll(async () => {
  await running.gateway.close()
  folder[Symbol.dispose]()
})

it('is an OpenAPI document', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(description))
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, '3.1'])
})

it('describes every route of the gateway and no other', () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  const pages = new Set(['GET /*', 'GET /erase', 'POST /erase'])
  const served = registered.filter((one) => /^(GET|POST) /.test(one) && !pages.has(one))
  expect(described.toSorted()).toEqual([...new Set(served)].toSorted())
})

it('says what is really answered', async () => {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'api', ...description })
  const check = async (method: string, path: string, asked: Promise<Response>, status: number) => {
    const response = await asked
    expect([path, response.status]).toEqual([path, status])
    const { responses } = description.paths[path]![method]!
    const answer = responses[status] ?? responses['default']!
    const type = response.headers.get('content-type')!.split(';')[0]!
    expect(Object.keys(answer.content!)).toContain(type)
    if (type === 'text/plain') return
    const schema = (answer.content![type] as { schema: { $ref?: string } }).schema
    const valid = ajv.compile(schema.$ref ? { $ref: `api${schema.$ref}` } : schema)
    const body = await response.json()
    valid(body)
    expect(valid.errors, `${method} ${path} ${JSON.stringify(body).slice(0, 200)}`).toBeNull()
  }
  const { post, get, address } = running
  const one = await donation()
  const path = '/v1/donations'
  await check('post', path, post(one), 201)
  await check('post', path, post(one), 200)
  await check('post', path, post({ donations: [one, {}, { ...one, method: 'cheque' }] }), 200)
  await check('post', path, post({ ...one, method: 'cheque' }), 422)
  await check('post', path, post('{'), 400)
  await check('post', path, fetch(`${address}${path}`, { method: 'POST', body: '' }), 415)
  await check('get', '/v1/donations/{id}/receipt', get(`${path}/${one.id}/receipt`), 200)
  await check('get', '/v1/donations/{id}/receipt', get(`${path}/nothing/receipt`), 404)
  await check('get', '/v1/donations/{id}/paid', get(`${path}/${one.id}/paid`), 200)
  await check('get', '/v1/donations/{id}/paid', get(`${path}/nothing/paid`), 404)
  const json = (body: unknown) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const checkouts = (body: unknown) => fetch(`${address}/v1/checkouts`, json(body))
  await check('post', '/v1/checkouts', checkouts({ donation: one.id }), 422)
  await check('post', '/v1/checkouts', checkouts({ donation: (await donation()).id }), 404)
  await check('post', '/v1/checkouts', checkouts({}), 400)
  await check('post', '/v1/checkouts', checkouts({ donation: 'x'.repeat(2000) }), 413)
  await check('post', '/v1/checkouts/webhook', fetch(`${address}/v1/checkouts/webhook`, json({})), 400)
  await check('get', '/v1/totals', get('/v1/totals'), 200)
  await check('get', '/v1/health', get('/v1/health'), 200)
  await check('get', '/v1/openapi.json', get('/v1/openapi.json'), 200)
  await check('get', '/metrics', get('/metrics'), 200)
})
