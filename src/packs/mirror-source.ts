import { type RequestOptions, request } from '../link/request.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'

/** An edition as plain files under a mirror's base address (relative to the app's origin, or absolute). */
export const mirrorSource = (mirror: string): EditionSource => ({
  name: mirror,
  async get(name, { limit, signal, onProgress }) {
    const options: RequestOptions = { limit }
    if (signal) options.signal = signal
    if (onProgress) options.onProgress = onProgress
    const { status, bytes } = await request([mirror], name, options)
    if (status === 200) return bytes
    const detail = `${name}: HTTP ${status}`
    throw new ProblemError(status >= 500 || status === 429 ? 'server' : 'not-found', detail)
  },
})
