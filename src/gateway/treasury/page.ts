import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { treasuryPath } from '../../shared/treasury/api.ts'
import { mediaType } from '../media-types.ts'
import { sendBytes } from '../send-bytes.ts'

/** Everything is our own, nothing is inline, and nobody frames it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Files of the built page, by their paths below it. */
const filesIn = (folder: string): [path: string, bytes: Buffer][] => {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  return paths
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const full = join(entry.parentPath, entry.name)
      return [full.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(full)]
    })
}

/**
 * Serves the treasurer's page, a few small files read at the start, under `/v1/treasurer/`: there the audience's service worker, on the
 * same origin, leaves navigations alone.
 * @param folder of the built page
 */
export const treasuryPage = (app: FastifyInstance, folder: string): void => {
  for (const [path, bytes] of filesIn(folder)) {
    const isIndex = path === 'index.html'
    app.get(`${treasuryPath}${isIndex ? '' : path}`, { config: { page: true } }, (request, reply) => {
      reply
        .header('content-security-policy', policy)
        .header('cross-origin-opener-policy', 'same-origin')
        .header('cross-origin-resource-policy', 'same-origin')
        .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
        .header('x-robots-tag', 'noindex')
      const cacheControl = isIndex ? 'no-cache' : 'private, max-age=31536000, immutable'
      return sendBytes(request, reply, { bytes, type: mediaType(path), cacheControl, quality: 11 })
    })
  }
}
