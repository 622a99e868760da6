import { toJsonSchema } from '@valibot/to-json-schema'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { type AnswerBody, type Described, describedRoutes, type Operation, route } from './routes.ts'

/** RFC 9457, as every error is answered. */
export const ProblemSchema = v.looseObject({
  type: v.pipe(v.string(), v.startsWith('urn:sada:problem:')),
  title: v.string(),
  status: v.optional(v.number()),
  detail: v.optional(v.string()),
})

/** JSON Schema of a schema. Rules that JSON Schema cannot say (a day that exists) are left out, not refused. */
const schemaOf = (schema: v.GenericSchema) => {
  const { $schema: _draft, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', errorMode: 'ignore' })
  return rest
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}
const retryAfter = {
  'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
}

const contentOf = (body: AnswerBody) => {
  if (body === 'nothing') return {}
  if (body === 'problem') return { content: problemContent }
  if (typeof body === 'string') return { content: { [body]: { schema: { type: 'string' } } } }
  return { content: { 'application/json': { schema: schemaOf(body) } } }
}

/** What any operation may answer besides its own: it is asked to come back, or the gateway cannot. */
const anyTime = {
  429: {
    description: 'Too much at once; send the same again.',
    headers: retryAfter,
    content: problemContent,
  },
  503: { description: 'Not now; nothing was acknowledged.', headers: retryAfter, content: problemContent },
  default: { description: 'Any other error.', content: problemContent },
}

const words: Record<string, string> = { 2: 'Done.', 3: 'Not changed.', 4: 'Refused.' }

const parametersOf = (url: string, query: v.GenericSchema | undefined) => {
  const inPath = [...url.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const properties = query ? (schemaOf(query).properties ?? {}) : {}
  const inQuery = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }))
  return [...inPath, ...inQuery]
}

const operationOf = (url: string, { summary, body, query, answers }: Operation) => ({
  summary,
  parameters: parametersOf(url, query),
  ...(body
    ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }
    : {}),
  responses: {
    ...anyTime,
    ...Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        { description: words[status.charAt(0)] ?? 'Answer.', ...contentOf(answer) },
      ]),
    ),
  },
})

/** The OpenAPI 3.1 description of described routes (https://spec.openapis.org/oas/v3.1.1), from the schemas they check by. */
export const describeApi = (routes: readonly Described[]) => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { method, url, operation } of routes) {
    const path = url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(url, operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Sada donation gateway',
      version: '1',
      description:
        'Records sealed donations and answers with signed receipts. Whatever fails may be sent again with the same bytes.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: { Problem: schemaOf(ProblemSchema) } },
  }
}

/** `GET /v1/openapi.json`. To be called when all other routes are there. */
export const openApiRoute = (app: FastifyInstance): void => {
  let text: string | undefined
  route(app, '/v1/openapi.json', {
    GET: {
      summary: 'This description',
      answers: { 200: v.looseObject({ openapi: v.string() }) },
      handler: async (_request, reply) => {
        text ??= JSON.stringify(describeApi(describedRoutes(app)))
        return reply.header('cache-control', 'public, max-age=300').type('application/json').send(text)
      },
    },
  })
}
