import { requestAt } from '../../link/request.ts'
import { fromUtf8 } from '../../shared/bytes.ts'
import { retryAfter } from '../../shared/retry.ts'
import {
  parseSteeringManifest,
  type SteeringManifest,
  steeringRequest,
  ttlBounds,
  usualTtl,
} from '../hls/content-steering.ts'
import { pause } from './until-here.ts'

export interface SteeringOptions {
  /** Address of the tag, whole. */
  server: string
  /** Whether an address may be asked at all. */
  isAllowed: (uri: string) => boolean
  /** What the server is told: the pathway in use, and how fast it is, kbit/s. */
  pathway: () => string | null
  kbps: () => number | null
  onManifest: (manifest: SteeringManifest) => void
  signal: AbortSignal
  ask?: typeof requestAt
  now?: () => number
  random?: () => number
}

/** A server that is silent for so long has nothing to say, ms, and nobody needs more than so many bytes to put pathways in order. */
const stallMs = 10_000
const limit = 64 * 1024
/** Waits grow up to this where a server goes on failing, seconds; all phones of a nation ask it, so none keeps step with another. */
const longestWait = 3600
const spread = 0.25

/** Text of a `data:` address (RFC 2397), which section 4.4.6.6 allows; `null` where it is broken. */
const readData = (uri: string): string | null => {
  const [, head = '', body = ''] = /^data:([^,]*),(.*)$/s.exec(uri) ?? []
  try {
    const plain = decodeURIComponent(body)
    return head.endsWith(';base64')
      ? fromUtf8(Uint8Array.from(atob(plain), (one) => one.charCodeAt(0)))
      : plain
  } catch {
    return null
  }
}

/**
 * Asks a steering server for as long as somebody watches, as often as it says and no oftener. What it said last stays in force whatever becomes of it.
 * Resolves when there is nothing more to ask; never rejects.
 */
export const followSteering = async (options: SteeringOptions): Promise<void> => {
  const { isAllowed, signal, ask = requestAt, now = Date.now, random = Math.random } = options
  let server = options.server
  let ttl = usualTtl
  let failures = 0

  /** Takes what came; whether it could be used. */
  const take = (text: string | null): boolean => {
    const manifest = text === null ? null : parseSteeringManifest(text, server)
    if (!manifest) return false
    ttl = manifest.ttl
    // A server we may not ask: the one we may goes on being asked.
    if (manifest.reload !== null && isAllowed(manifest.reload)) server = manifest.reload
    options.onManifest(manifest)
    return true
  }

  /** Asks once. @returns seconds until the next time, `null` for never */
  const round = async (): Promise<number | null> => {
    if (server.startsWith('data:')) {
      const before = server
      return take(readData(server)) && server !== before ? ttl : null
    }
    if (!isAllowed(server)) return null
    let wait: number | null = null
    try {
      const request = steeringRequest(server, options.pathway(), options.kbps())
      const { status, headers, bytes } = await ask(request, { signal, stallMs, limit, cache: 'no-store' })
      if (status === 410) return null
      if (status === 200 && take(fromUtf8(bytes))) {
        failures = 0
        return ttl
      }
      if (status === 429) wait = retryAfter(headers.get('retry-after'), now())
    } catch {
      // Dead, silent, somebody's login page: as good as nothing said.
    }
    if (wait !== null) return Math.min(ttlBounds.most, Math.max(ttlBounds.least, wait / 1000))
    return Math.max(ttl, Math.min(longestWait, ttl * 2 ** Math.min(failures++, 10)))
  }

  for (;;) {
    const wait = await round()
    if (wait === null || signal.aborted) return
    await pause(wait * 1000 * (1 + random() * spread), signal)
    if (signal.aborted) return
  }
}
