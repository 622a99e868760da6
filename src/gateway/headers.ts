import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The app's Content-Security-Policy, directive by directive. */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** The app's policy; `connectOrigins` are the origins of mirrors, gateways and broadcasts elsewhere. */
export const appPolicy = (connectOrigins: readonly string[] = []): string =>
  Object.entries(directives)
    .map(([name, value]) => [name, value, ...(name === 'connect-src' ? connectOrigins : [])].join(' '))
    .join('; ')

const inlineStyle = /<style>([^<]*)<\/style>/g

/** The policy for one page: the styles it carries are allowed by their hashes (CSP Level 3, hash-source). */
export const policyForPage = (policy: string, html: string): string => {
  const hashes = [...html.matchAll(inlineStyle)].map(
    ([, style = '']) => ` 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  )
  return policy.replace("style-src 'self'", `style-src 'self'${hashes.join('')}`)
}

/** The policy without other origins. */
export const contentSecurityPolicy = appPolicy()

/** For everything that is no page of ours: opened on its own, an SVG or HTML file of an edition can run and load nothing. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/** Headers of every answer. */
export const secure = (reply: FastifyReply): void => {
  reply
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', contentPolicy)
}

/**
 * Headers of the app's own files but hashed code, which is neither page nor worker: there they would rule nothing, and cost a visitor on
 * 2G a tenth of a second a file. The service worker takes its policy from its own file.
 */
export const secureApp = (reply: FastifyReply, policy: string): void => {
  reply
    .header('content-security-policy', policy)
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cross-origin-resource-policy', 'same-origin')
    .header(
      'permissions-policy',
      'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    )
}

/** Headers of the app's hashed code. */
export const secureCode = (reply: FastifyReply): void => {
  reply
    .header('cross-origin-resource-policy', 'same-origin')
    .removeHeader('content-security-policy')
    .removeHeader('referrer-policy')
}

/** Any page may read this answer: mirrors and phones elsewhere do. No credentials are ever looked at. */
export const allowAnyOrigin = (reply: FastifyReply): void => {
  reply
    .header('access-control-allow-origin', '*')
    .header(
      'access-control-expose-headers',
      'ETag, Content-Range, Content-Length, Accept-Ranges, Retry-After, Date',
    )
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('timing-allow-origin', '*')
}

/** The answer to a CORS preflight: what our clients send, kept for a day. */
export const answerPreflight = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .header('access-control-allow-methods', 'GET, HEAD, POST')
    .header('access-control-allow-headers', 'Content-Type, Range, If-Range, If-None-Match, Cache-Control')
    .header('access-control-max-age', '86400')
    .send()
