import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { ProblemError } from '../shared/problem.ts'
import { ComeBack } from './come-back.ts'
import { allowAnyOrigin, answerPreflight, secure } from './headers.ts'
import { errorFacts, loggingOptions } from './logging.ts'
import { problemBehind, problemOf, sendProblem } from './problems.ts'
import { refuseSocket } from './refuse-socket.ts'
import { defaultPace, type Pace, refuseSlowBodies } from './slow-body.ts'

/** A full batch of the largest donations is 1.25 MB. */
const bodyLimit = 2 * 1024 * 1024
/** A request must have arrived in this time: a full batch at 150 kbit/s. Slower senders hold no connection for ever. */
const requestTimeout = 120_000

/** Limits on slow senders, ms; see each place for its reason. */
export interface Patience {
  /** A request's head. */
  headersMs: number
  /** A whole request. */
  requestMs: number
  body: Pace
}
/** A head is a few hundred bytes: a second at 4 kbit/s. */
const defaultPatience: Patience = { headersMs: 20_000, requestMs: requestTimeout, body: defaultPace }

/** Answers what is not even HTTP; Fastify's own answer is no problem document, and its log line quotes the bytes. */
const clientErrorHandler = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET') socket.destroy()
  else refuseSocket(socket, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'timeout' : 'malformed')
}

export interface ServerOptions {
  logger: FastifyServerOptions['logger']
  /** Paths any origin may read, e.g. `/v1/`. */
  openPrefixes: readonly string[]
  /** Among those, paths of our own pages only. */
  closedPrefixes?: readonly string[]
  /** Addresses of reverse proxies whose `X-Forwarded-For` is believed. */
  trustProxy?: readonly string[]
  patience?: Partial<Patience>
}

/** The bare server: limits, headers, CORS, problems and logs, without any route. */
export const createServer = ({
  logger,
  openPrefixes,
  closedPrefixes = [],
  trustProxy = [],
  patience: some,
}: ServerOptions): FastifyInstance => {
  const patience = { ...defaultPatience, ...some }
  const app: FastifyInstance = Fastify({
    ...loggingOptions(logger),
    bodyLimit,
    requestTimeout: patience.requestMs,
    keepAliveTimeout: 20_000,
    trustProxy: trustProxy.length > 0 ? [...trustProxy] : false,
    http: {
      headersTimeout: patience.headersMs,
      connectionsCheckingInterval: Math.min(5_000, patience.headersMs / 2),
    },
    clientErrorHandler,
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemBehind(error).document),
  })
  // A donation is JSON; by default Fastify would take text as well.
  app.removeContentTypeParser('text/plain')

  refuseSlowBodies(app, patience.body)
  app.addHook('onRequest', async (request, reply) => {
    secure(reply)
    const [path = ''] = request.url.split('?')
    const under = (prefix: string) => `${path}/`.startsWith(prefix)
    const open = openPrefixes.some(under) && !closedPrefixes.some(under)
    if (open) allowAnyOrigin(reply)
    if (open && request.method === 'OPTIONS') return answerPreflight(request, reply)
    if (!request.is404) return
    // Answered before its body is read. Files can be read at any address, so there another method is what is wrong.
    const readable = request.method === 'GET' || request.method === 'HEAD' || path.startsWith('/v1/')
    if (readable) return sendProblem(reply, problemOf({ key: 'not-found' }))
    return sendProblem(reply.header('allow', 'GET, HEAD'), problemOf({ key: 'method-not-allowed' }))
  })
  app.setErrorHandler((error, request, reply) => {
    const { document, retryAfter } = problemBehind(error)
    // A crowd that is turned away must not fill the log as well; each has its line.
    if (document.status >= 500 && !(error instanceof ComeBack))
      request.log.error({ error: errorFacts(error), detail: document.detail }, 'failed')
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
    // Headers meant for the answer that failed.
    for (const name of ['etag', 'content-encoding', 'content-length', 'content-range'])
      reply.removeHeader(name)
    return sendProblem(reply, document)
  })
  app.setNotFoundHandler(() => {
    throw new ProblemError('not-found')
  })
  return app
}
