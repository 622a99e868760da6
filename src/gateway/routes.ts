import type { FastifyInstance, FastifyReply, HTTPMethods, RouteHandlerMethod } from 'fastify'
import type { GenericSchema } from 'valibot'
import { problemOf, sendProblem } from './problems.ts'

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** What an answer holds: JSON by a schema, a problem document, nothing, or text of a media type. */
export type AnswerBody = GenericSchema | 'problem' | 'nothing' | `text/${string}`

/** One operation: what it does, and what the OpenAPI description says of it. */
export interface Operation {
  /** One line. */
  summary: string
  /** The JSON it takes. */
  body?: GenericSchema
  /** Its query parameters, an object of optional texts. */
  query?: GenericSchema
  /** By status. Statuses every operation may answer (405, 413, 429, 5xx) need no mention. */
  answers: Readonly<Record<number, AnswerBody>>
  handler: RouteHandlerMethod
  /** Longest body, where it is less than the server's. */
  bodyLimit?: number
}

export interface Described {
  method: 'GET' | 'POST'
  /** As Fastify has it, with `:name`. */
  url: string
  operation: Operation
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route that only says which methods there are. */
    refuses?: boolean
    /** A file of the treasurer's page. */
    page?: boolean
  }
}

const known = new WeakMap<object, Described[]>()

/** By server, not by plugin: one that is fenced off shares it. */
const knownTo = ({ server }: FastifyInstance): Described[] => {
  const described = known.get(server) ?? []
  known.set(server, described)
  return described
}

/** What was registered by `route`, for the OpenAPI description. */
export const describedRoutes = (app: FastifyInstance): readonly Described[] => knownTo(app)

/** Registers the operations of one address; every other method is answered 405 with `Allow`, before its body is read. */
export const route = (
  app: FastifyInstance,
  url: string,
  operations: { GET?: Operation; POST?: Operation },
): void => {
  const allowed: HTTPMethods[] = []
  const described = knownTo(app)
  for (const method of ['GET', 'POST'] as const) {
    const operation = operations[method]
    if (!operation) continue
    const { handler, bodyLimit } = operation
    app.route({ method, url, handler, ...(bodyLimit === undefined ? {} : { bodyLimit }) })
    allowed.push(...(method === 'GET' ? (['GET', 'HEAD'] as const) : ([method] as const)))
    described.push({ method, url, operation })
  }
  const refuse = async (_request: unknown, reply: FastifyReply) =>
    sendProblem(reply.header('allow', allowed.join(', ')), problemOf({ key: 'method-not-allowed' }))
  app.route({
    method: methods.filter((method) => !allowed.includes(method)),
    url,
    onRequest: refuse,
    config: { refuses: true },
    handler: refuse,
  })
}
