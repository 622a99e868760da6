import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { coded } from './compression.ts'
import { selectResponse } from './conditional.ts'
import { eraseRoutes } from './erase.ts'
import { createFileCache, type Found } from './file-cache.ts'
import { lean, policyForPage, secureApp, secureCode } from './headers.ts'
import { isCompressible, mediaType } from './media-types.ts'
import { problemOf, sendProblem } from './problems.ts'
import { safePath } from './safe-path.ts'
import { selectionHeaders, sendBytes, sendUnsatisfiable } from './send-bytes.ts'

/** URL prefix (`/` or `/name/`) to folder. The one at `/` is the app; all others are content, open to any origin. */
export type Mounts = Readonly<Record<string, string>>

/** File names that carry their content's hash (Vite: eight characters of base64url). */
const hashed = /^assets\/(?:.+\/)?[^/]*-[A-Za-z0-9_-]{8}\.[^/]+$/
const cacheControlOf = (app: boolean, path: string): string =>
  app && hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'

/** Files that are read often and change seldom are worth brotli's slowest setting. */
const quality = 11

const send = async (
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  { type, cacheControl }: { type: string; cacheControl: string },
): Promise<FastifyReply> => {
  if (found.kind === 'small')
    return sendBytes(request, reply, { bytes: found.bytes, type, cacheControl, quality })
  const { handle, size, etag } = found
  const selection = selectResponse(request.method, request.headers, { etag, size })
  if (selection.kind === 'unsatisfiable') {
    await handle.close()
    return sendUnsatisfiable(reply, size)
  }
  selectionHeaders(reply, selection, { etag, size, cacheControl })
  const { start, end } = selection.kind === 'part' ? selection : { start: 0, end: size - 1 }
  if (selection.kind !== 'not-modified')
    reply.header('content-type', type).header('content-length', end - start + 1)
  if (selection.kind === 'not-modified' || request.method === 'HEAD') {
    await handle.close()
    return reply.send()
  }
  return reply.send(handle.createReadStream({ start, end }))
}

const wantsPage = (request: FastifyRequest): boolean => request.headers.accept?.includes('text/html') ?? false
/** A path the app's router may know: no extension, and not under a prefix that answers for itself. */
const isAppRoute = (path: string, reserved: readonly string[]): boolean =>
  !/\.[^/]*$/.test(path) && !reserved.some((prefix) => `/${path}/`.startsWith(prefix))

export interface StaticOptions {
  mounts: Mounts
  /** Prefixes that never fall back to the app's index, e.g. `/v1/`. */
  reserved: readonly string[]
  /** The app's Content-Security-Policy. */
  policy: string
}

/**
 * Serves folders. Unknown paths a browser navigates to become the app's `index.html`; everything else that is not there is a 404.
 * @returns `warm`, which compresses the app's files before anybody asks, until `signal` aborts.
 */
export const serveFiles = (
  app: FastifyInstance,
  { mounts, reserved, policy }: StaticOptions,
): { warm(signal: AbortSignal): Promise<void> } => {
  const files = createFileCache()
  if ('/' in mounts) eraseRoutes(app)
  for (const [prefix, folder] of Object.entries(mounts)) {
    if (!/^\/(?:[a-z0-9-]+\/)*$/.test(prefix)) throw new TypeError(`a mount is / or /name/, not ${prefix}`)
    const isApp = prefix === '/'
    app.route({
      method: ['GET', 'HEAD'],
      url: `${prefix}*`,
      handler: async (request, reply) => {
        const { '*': asked = '' } = request.params as { '*'?: string }
        const path = safePath(isApp && asked === '' ? 'index.html' : asked)
        const found = path === null ? null : await files.find(folder, path)
        const securePage = (page: Found | null): void => {
          const html = page?.kind === 'small' ? page.bytes.toString() : ''
          secureApp(reply, policyForPage(policy, html), asked === 'index.html' ? 'kept' : 'first')
        }
        if (isApp && path !== null && found && hashed.test(path)) secureCode(reply)
        else if (isApp && path === 'index.html') securePage(found)
        else if (isApp) secureApp(reply, policy)
        if (!isApp && path !== null && found) lean(reply, mediaType(path))
        if (path !== null && found)
          return send(request, reply, found, {
            type: mediaType(path),
            cacheControl: cacheControlOf(isApp, path),
          })
        const index =
          isApp && wantsPage(request) && isAppRoute(asked, reserved)
            ? await files.find(folder, 'index.html')
            : null
        if (!index) return sendProblem(reply, problemOf({ key: 'not-found' }))
        securePage(index)
        return send(request, reply, index, { type: mediaType('index.html'), cacheControl: 'no-cache' })
      },
    })
  }

  const warm = async (signal: AbortSignal): Promise<void> => {
    const folder = mounts['/']
    if (folder === undefined) return
    const entries = await readdir(folder).catch(() => [])
    const assets = await readdir(join(folder, 'assets')).catch(() => [])
    for (const path of [...entries, ...assets.map((name) => `assets/${name}`)]) {
      if (signal.aborted) return
      const found = isCompressible(mediaType(path)) && safePath(path) ? await files.find(folder, path) : null
      if (found?.kind === 'small') await coded(found.bytes, 'br', quality)
      if (found?.kind === 'large') await found.handle.close()
    }
  }
  return { warm }
}
