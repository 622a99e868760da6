import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { erasedPage, erasePage, erasePolicy, refusedPage } from './erase-page.ts'

/** What the browser is to forget of this origin: everything (Clear Site Data, W3C, section 3.1). */
const everything = '"cache", "cookies", "storage"'

/**
 * Whether a page of this origin asked. Else any page on the web could have a phone forget its donations, by a form that sends itself.
 * Browsers before `Sec-Fetch-Site` (Fetch Metadata, W3C; Safari before 16.4) send `Origin` with every form (Fetch, section 3.2).
 */
const isOurs = ({ headers, host }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  try {
    return new URL(headers.origin ?? '').host === host
  } catch {
    return false
  }
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', erasePolicy)
    .header('cross-origin-opener-policy', 'same-origin')
    // With `no-referrer` a form's `Origin` would be `null`; to other origins this says as little.
    .header('referrer-policy', 'same-origin')
    .send(html)

/**
 * `/erase`: a way to have the browser forget everything of this app that needs neither JavaScript nor an app that works. It asks by a page with
 * one button; the answer to that is the header that erases. The service worker leaves this path alone (`sw/shell.ts`).
 */
export const eraseRoutes = (app: FastifyInstance): void => {
  app.register(async (scope) => {
    // The form has no fields: whatever is in it is not looked at.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      (_request, _body, done) => done(null, undefined),
    )
    scope.get('/erase', async (_request, reply) => sendPage(reply, erasePage))
    scope.post('/erase', async (request, reply) =>
      isOurs(request)
        ? sendPage(reply.header('clear-site-data', everything), erasedPage)
        : sendPage(reply.code(403), refusedPage),
    )
  })
}
