import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The app's Content-Security-Policy, directive by directive. Workers are ruled by `script-src` (CSP Level 3, section 6.1.16); the one font comes
 * as bytes, by `connect-src`.
 */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob:",
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  // Nothing of the app turns text into code or HTML; the one thing it hands over is its worker's address (`src/app/worker-address.ts`).
  'require-trusted-types-for': "'script'",
  'trusted-types': 'sada-worker',
}

/**
 * What browsers would ask a person for; no page of the app wants any of it (names: Permissions Policy, W3C registry). The camera is not here: on a
 * tap it reads a courier's codes.
 */
const asking = ['bluetooth', 'clipboard-read', 'display-capture', 'geolocation', 'hid', 'microphone', 'midi', 'serial', 'usb'] // biome-ignore format: a list
/** What else reaches a device or watches whoever holds it. What the app does use is in neither list: sound, copying, sharing, full screen. */
const watching = ['accelerometer', 'browsing-topics', 'compute-pressure', 'digital-credentials-get', 'gyroscope', 'identity-credentials-get', 'idle-detection', 'local-fonts', 'magnetometer', 'otp-credentials', 'payment', 'publickey-credentials-create', 'publickey-credentials-get', 'storage-access', 'window-management', 'xr-spatial-tracking'] // biome-ignore format: a list

const denied = (features: readonly string[]): string => features.map((feature) => `${feature}=()`).join(',')

/**
 * The page's Permissions-Policy. The whole of it takes 470 bytes, which the very first answer has no room for (tests/e2e/shell.test.ts): that
 * one denies what is asked for. The worker keeps `/index.html`, so every page after it denies all.
 */
export const permissionsPolicy = { first: denied(asking), kept: denied([...asking, ...watching]) } as const

/** What reaches mirrors: the app itself and, where the browser plays the broadcast by itself (iPhones before iOS 17.1), its media element. */
const elsewhere = ['connect-src', 'media-src']

/** The app's policy; `connectOrigins` are the origins of mirrors, gateways and broadcasts elsewhere. */
export const appPolicy = (connectOrigins: readonly string[] = []): string =>
  Object.entries(directives)
    .map(([name, value]) => [name, value, ...(elsewhere.includes(name) ? connectOrigins : [])].join(' '))
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

/** Connections stay open without being told to (RFC 9112, section 9.3); Node's two headers that say so are 50 bytes an answer. */
const sayLess = (reply: FastifyReply): void => reply.raw.removeHeader('connection')

/**
 * Headers of the app's own files but hashed code, which is neither page nor worker: there they would rule nothing, and cost a visitor on
 * 2G a tenth of a second a file. The service worker takes its policy from its own file.
 * @param page whether it is a page, and which: the `first` answer or the one the worker has `kept`
 */
export const secureApp = (
  reply: FastifyReply,
  policy: string,
  page: keyof typeof permissionsPolicy | null = null,
): void => {
  sayLess(reply)
  reply.header('content-security-policy', policy).header('cross-origin-opener-policy', 'same-origin')
  if (page) reply.header('permissions-policy', permissionsPolicy[page])
  else reply.header('cross-origin-resource-policy', 'same-origin')
}

/** Headers of the app's hashed code: the same for everybody, so that it tells no other site anything; two of its files are in the first window. */
export const secureCode = (reply: FastifyReply): void => {
  sayLess(reply)
  reply.removeHeader('content-security-policy').removeHeader('referrer-policy')
}

/** Types of a broadcast: nothing that a browser could run, whatever it is opened as, since `nosniff` holds it to its type. */
const broadcastTypes = /^(?:audio|video)\/|^text\/vtt|mpegurl$/

/**
 * Takes off the headers that rule nothing where the answer is media, words or a playlist of a broadcast: 400 bytes an answer, and an answer comes
 * every second. On 30 kbit/s that is a tenth of the link. What a phone elsewhere must read of such an answer is named still.
 * @param type media type of the answer; of others nothing is taken
 */
export const lean = (reply: FastifyReply, type: string): void => {
  if (!broadcastTypes.test(type)) return
  sayLess(reply)
  for (const name of ['content-security-policy', 'referrer-policy', 'cross-origin-resource-policy'])
    reply.removeHeader(name)
  if (reply.hasHeader('access-control-expose-headers'))
    reply.header('access-control-expose-headers', 'ETag, Content-Range')
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
