import type { Bytes } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import { reportFailure, reportSuccess } from './link-status.ts'
import { isWebPage } from './web-page.ts'
import { wireShare } from './wire-share.ts'

export interface RequestOptions {
  method?: 'GET' | 'POST'
  body?: Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Give up on a mirror when not one byte arrives for this long, ms. */
  stallMs?: number
  /** Refuse answers above this many bytes. */
  limit?: number
  onProgress?: (bytes: number) => void
  /** A moment after the answer: what of its bytes came over the link, which packed ones did in part (`wireShare`). */
  onWire?: (bytes: number) => void
  /** How the browser's own cache is used; checked with the server by default. */
  cache?: RequestCache
}

export interface Answer {
  status: number
  headers: Headers
  bytes: Bytes
}

/** Long enough for 840 ms round trips with three losses, short enough to try another mirror while a person waits. */
const defaultStallMs = 15_000

/** Bytes that all requests of this page have brought: how many come while one is under way is what the link carries, shared or not. */
let received = 0

const readBody = async (response: Response, options: RequestOptions, alive: () => void): Promise<Bytes> => {
  const limit = options.limit ?? 64 * 1024 * 1024
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    alive()
    length += value.length
    received += value.length
    if (length > limit) {
      await reader.cancel()
      throw new ProblemError('size', `more than ${limit} bytes`)
    }
    chunks.push(value)
    options.onProgress?.(length)
  }
  return new Uint8Array(await new Blob(chunks as Bytes[]).arrayBuffer())
}

/** One try at one absolute address, watched byte by byte. @throws ProblemError `offline`, `timeout`, `portal` or `size`; AbortError when cancelled. */
export const requestAt = async (url: string, options: RequestOptions): Promise<Answer> => {
  const watchdog = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(() => watchdog.abort(), options.stallMs ?? defaultStallMs)
  }
  const signal = options.signal ? AbortSignal.any([options.signal, watchdog.signal]) : watchdog.signal
  const { method = 'GET', body, headers = {}, cache = 'no-cache' } = options
  const started = performance.now()
  const before = received
  try {
    alive()
    // Other origins get no credentials; ours knows of none. `omit` would take connections of its own, two round trips each (Chromium).
    const init: RequestInit = { method, headers, signal, credentials: 'same-origin', cache }
    const response = await fetch(url, body ? { ...init, body } : init)
    if (isWebPage(response)) {
      watchdog.abort() // Whatever the page says, it is not for us.
      throw new ProblemError('portal', url)
    }
    const bytes = await readBody(response, options, alive)
    const [came, ms] = [received - before, performance.now() - started]
    reportSuccess(0, ms)
    // The browser's record of it is there a moment later.
    setTimeout(() => {
      const share = wireShare(url, bytes.length, started)
      reportSuccess(came * share, ms)
      options.onWire?.(bytes.length * share)
    })
    return { status: response.status, headers: response.headers, bytes }
  } catch (error) {
    if (options.signal?.aborted || error instanceof ProblemError) throw error
    if (watchdog.signal.aborted) throw new ProblemError('timeout', url, { cause: error })
    throw new ProblemError('offline', url, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** `path` under a mirror's base address; both may be relative to the page's origin. */
export const addressOf = (mirror: string, path: string): string =>
  new URL(
    path.replace(/^\//, ''),
    new URL(mirror.endsWith('/') ? mirror : `${mirror}/`, globalThis.location.href),
  ).href

/**
 * Asks the mirrors one after the other until one answers. An HTTP error status below 500 is an answer and is returned;
 * silence, a broken connection, somebody else's web page and 5xx send us on to the next mirror.
 * @throws ProblemError `offline`, `timeout` or `portal` when none answered, `size` past `limit`
 */
export const request = async (
  mirrors: readonly string[],
  path: string,
  options: RequestOptions = {},
): Promise<Answer> => {
  let last: unknown = new ProblemError('offline', 'no mirror')
  let refused: Answer | null = null
  for (const mirror of mirrors) {
    try {
      const answer = await requestAt(addressOf(mirror, path), options)
      if (answer.status < 500) return answer
      refused = answer
    } catch (error) {
      if (options.signal?.aborted) throw error
      last = error
    }
  }
  if (refused) return refused
  reportFailure()
  throw last
}
