import { type RequestOptions, request } from '../link/request.ts'
import type { Bytes } from '../shared/bytes.ts'
import type { ManifestFile } from '../shared/manifest.ts'
import type { ByteSource } from '../shared/pack/byte-source.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'

const refused = (name: string, status: number): ProblemError =>
  new ProblemError(status >= 500 || status === 429 ? 'server' : 'not-found', `${name}: HTTP ${status}`)

/** A file read by byte ranges (RFC 9110 section 14). A server without ranges sends all of it: then that is what we read from. */
const rangesOf = (mirror: string, { path, bytes: size }: ManifestFile, signal: AbortSignal): ByteSource => {
  let whole: Bytes | null = null
  return {
    size,
    async read(offset, length) {
      if (whole) return whole.slice(offset, offset + length)
      const headers = { Range: `bytes=${offset}-${offset + length - 1}` }
      const answer = await request([mirror], path, { headers, signal, limit: size + 1 })
      if (answer.status === 200) {
        whole = answer.bytes
        return whole.slice(offset, offset + length)
      }
      if (answer.status !== 206) throw refused(path, answer.status)
      // Another length than was asked for is `fetchLarge`'s to refuse; another place would only show in the hash of the whole.
      if (!answer.headers.get('content-range')?.startsWith(`bytes ${offset}-`))
        throw new ProblemError('server', `${path}: another range than asked for`)
      return answer.bytes
    },
  }
}

/** An edition as plain files under a mirror's base address (relative to the app's origin, or absolute). */
export const mirrorSource = (mirror: string): EditionSource => ({
  name: mirror,
  async get(name, { limit, signal, onProgress }) {
    const options: RequestOptions = { limit }
    if (signal) options.signal = signal
    if (onProgress) options.onProgress = onProgress
    const { status, bytes } = await request([mirror], name, options)
    if (status === 200) return bytes
    throw refused(name, status)
  },
  open: (file, signal) => rangesOf(mirror, file, signal),
})
