import type { FailureKind } from './mirrors.ts'
import { type ByteRange, judgeAnswer, mustForget, resumeHeaders } from './resume.ts'
import { forget, type Lane } from './transfer-entry.ts'
import { isWebPage } from './web-page.ts'

/** `again`: what we held did not fit and is dropped; the same mirror, asked anew, will do. `aborted`: broken off by us. */
export type Outcome = 'whole' | 'again' | 'aborted' | FailureKind

/** One request for the rest of a file, watched while it comes. Times by `performance.now()`. */
export interface Connection {
  readonly lane: Lane
  /** Mirror that is asked; `null`: the file's only address. */
  readonly place: number | null
  readonly openedAt: number
  /** When the last byte came, or when it was opened. */
  lastByteAt(): number
  /** Bytes that came over it. */
  received(): number
  /** Over the last two seconds, kbit/s; `null` while it is younger. */
  kbps(): number | null
  abort(): void
  /** Never rejects. */
  readonly outcome: Promise<Outcome>
}

export interface ConnectionOptions {
  url: string
  lane: Lane
  place: number | null
  range: ByteRange | null
  ask: typeof fetch
  /** Whom the browser serves first where it has more requests than connections (HTML, fetch priority). */
  priority: RequestPriority
  /** Silence after which it is given up, ms. */
  stallMs: number
  onHead?: (ms: number) => void
  onBytes: (count: number) => void
  /** Whether bytes can be what was asked for; all of them, or the first ones. */
  fits?: (bytes: readonly Uint8Array[], whole: boolean) => boolean
}

/** How long a rate is measured over, and how long a connection must have been open, ms. */
const rateWindow = 2000
const rateLeast = 1500

const isOurs = (url: string): boolean => {
  const here = (globalThis as { location?: { origin?: string } }).location?.origin
  return here === undefined || url.startsWith(here)
}

export const connect = (options: ConnectionOptions): Connection => {
  const { url, lane, place, range, ask, priority, stallMs, onHead, onBytes, fits = () => true } = options
  const control = new AbortController()
  const openedAt = performance.now()
  const marks: { at: number; bytes: number }[] = [{ at: openedAt, bytes: 0 }]
  let received = 0
  let lastByteAt = openedAt
  let stalled = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const alive = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      stalled = true
      control.abort()
    }, stallMs)
  }
  const wrong = (): Outcome => {
    control.abort()
    forget(lane)
    return 'wrong'
  }

  const receive = async (body: ReadableStream<Uint8Array>): Promise<Outcome> => {
    const reader = body.getReader()
    let judged = false
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      alive()
      lane.chunks.push(value)
      lane.bytes += value.length
      received += value.length
      lastByteAt = performance.now()
      marks.push({ at: lastByteAt, bytes: received })
      while (marks.length > 1 && (marks[1]?.at ?? 0) < lastByteAt - rateWindow) marks.shift()
      onBytes(value.length)
      if (!judged && lane.bytes >= 16) {
        judged = true
        if (!fits(lane.chunks, false)) return wrong()
      }
    }
    if (lane.total !== null && lane.bytes < lane.total) return 'refused'
    return fits(lane.chunks, true) ? 'whole' : wrong()
  }

  const run = async (): Promise<Outcome> => {
    const elsewhere = lane.bytes > 0 && lane.place !== place
    try {
      alive()
      const response = await ask(url, {
        headers: resumeHeaders(lane, range, !elsewhere && isOurs(url)),
        signal: control.signal,
        priority,
        credentials: 'omit',
      })
      onHead?.(performance.now() - openedAt)
      if (isWebPage(response)) {
        control.abort()
        return 'portal'
      }
      const { status, headers } = response
      const verdict = judgeAnswer(
        lane,
        range,
        {
          status,
          contentRange: headers.get('content-range'),
          contentLength: headers.has('content-encoding') ? null : headers.get('content-length'),
          etag: headers.get('etag'),
          lastModified: headers.get('last-modified'),
        },
        elsewhere,
      )
      if (verdict.act === 'gone') return 'missing'
      if (verdict.act === 'complete') return fits(lane.chunks, true) ? 'whole' : wrong()
      if (verdict.act === 'retry') {
        control.abort()
        if (!mustForget(lane, verdict, status)) return status >= 400 ? 'server' : 'wrong'
        forget(lane)
        return 'again'
      }
      if (verdict.act === 'restart') forget(lane)
      lane.total = verdict.total
      lane.validator = verdict.validator
      lane.place = place
      return response.body ? await receive(response.body) : 'whole'
    } catch {
      // Broken or given up: what came is kept.
      return stalled ? 'silent' : control.signal.aborted ? 'aborted' : 'refused'
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    lane,
    place,
    openedAt,
    lastByteAt: () => lastByteAt,
    received: () => received,
    kbps() {
      const now = performance.now()
      if (now - openedAt < rateLeast) return null
      const from = Math.max(openedAt, now - rateWindow)
      const before = Math.max(0, ...marks.filter(({ at }) => at <= from).map(({ bytes }) => bytes))
      return ((received - before) * 8) / (now - from)
    },
    abort: () => control.abort(),
    outcome: run(),
  }
}
