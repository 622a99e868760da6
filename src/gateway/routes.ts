import type { FastifyInstance, FastifyReply, HTTPMethods, RouteHandlerMethod } from 'fastify'
import { problemOf, sendProblem } from './problems.ts'

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Registers handlers of one address; every other method is answered 405 with `Allow`, before its body is read. */
export const route = (
  app: FastifyInstance,
  url: string,
  handlers: { GET?: RouteHandlerMethod; POST?: RouteHandlerMethod },
): void => {
  const allowed: HTTPMethods[] = []
  if (handlers.GET) {
    app.get(url, handlers.GET)
    allowed.push('GET', 'HEAD')
  }
  if (handlers.POST) {
    app.post(url, handlers.POST)
    allowed.push('POST')
  }
  const refuse = async (_request: unknown, reply: FastifyReply) =>
    sendProblem(reply.header('allow', allowed.join(', ')), problemOf({ key: 'method-not-allowed' }))
  app.route({
    method: methods.filter((method) => !allowed.includes(method)),
    url,
    onRequest: refuse,
    handler: refuse,
  })
}
