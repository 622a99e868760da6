import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { ProblemError } from '../shared/problem.ts'
import { allowAnyOrigin, answerPreflight, secure } from './headers.ts'
import { errorFacts, loggingOptions } from './logging.ts'
import { problemBehind, problemOf, sendProblem } from './problems.ts'

/** A full batch of the largest donations is 1.25 MB. */
const bodyLimit = 2 * 1024 * 1024
/** A request must have arrived in this time: a full batch at 150 kbit/s. Slower senders hold no connection for ever. */
const requestTimeout = 120_000

/** Answers what is not even HTTP; Fastify's own answer is no problem document, and its log line quotes the bytes. */
const clientErrorHandler = (error: Error & { code?: string }, socket: Socket): void => {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const document = problemOf({ key: timedOut ? 'timeout' : 'malformed' })
  const body = JSON.stringify(document)
  socket.end(
    `HTTP/1.1 ${document.status} ${document.title}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

/**
 * The bare server: limits, headers, CORS, problems and logs, without any route.
 * @param openPrefixes paths any origin may read, e.g. `/v1/`
 */
export const createServer = (
  logger: FastifyServerOptions['logger'],
  openPrefixes: readonly string[],
): FastifyInstance => {
  const app: FastifyInstance = Fastify({
    ...loggingOptions(logger),
    bodyLimit,
    requestTimeout,
    clientErrorHandler,
    frameworkErrors: (error, _request, reply) => sendProblem(reply, problemBehind(error).document),
  })
  // A donation is JSON; by default Fastify would take text as well.
  app.removeContentTypeParser('text/plain')

  app.addHook('onRequest', async (request, reply) => {
    secure(reply)
    const [path = ''] = request.url.split('?')
    const open = openPrefixes.some((prefix) => `${path}/`.startsWith(prefix))
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
    if (document.status >= 500)
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
