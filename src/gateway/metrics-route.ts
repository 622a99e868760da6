import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isOurOwn } from './address.ts'
import type { Metrics } from './metrics.ts'
import { problemOf, sendProblem } from './problems.ts'
import { route } from './routes.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/** From this very machine, and not through a proxy on it. */
const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  isOurOwn(raw.socket.remoteAddress ?? '', 'machine') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined

/**
 * `GET /metrics` for Prometheus: with the token, or without one for whoever asks on this machine. Whoever attacks the gateway need not be
 * told how well it goes; so everybody else is told that there is no such page.
 * @param token `authorization.credentials` of Prometheus' configuration
 */
export const metricsRoute = (app: FastifyInstance, metrics: Metrics, token: string | undefined): void => {
  app.addHook('onResponse', async (request, reply) => {
    const pattern = request.routeOptions.url ?? 'none'
    metrics.request(request.method, pattern, reply.statusCode, reply.elapsedTime / 1000)
  })
  route(app, '/metrics', {
    GET: {
      summary: 'Metrics in Prometheus’ text format; with a bearer token, or on the machine itself',
      answers: { 200: 'text/plain', 404: 'problem' },
      handler: async (request, reply) => {
        const { authorization } = request.headers
        const allowed = token ? sameSecret(authorization ?? '', `Bearer ${token}`) : isLocal(request)
        if (!allowed) return sendProblem(reply, problemOf({ key: 'not-found' }))
        return reply
          .header('cache-control', 'no-store')
          .type(metrics.contentType)
          .send(await metrics.text())
      },
    },
  })
}
