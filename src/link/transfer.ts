import { type Bytes, concat } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import { backoff } from '../shared/retry.ts'
import { type ByteRange, judgeAnswer, mustForget, resumeHeaders } from './resume.ts'
import { isWebPage } from './web-page.ts'

/** What a transfer is for; decides who waits for whom. */
export type TransferKind = 'text' | 'voice' | 'video'

export interface TransferWish {
  kind: TransferKind
  range?: ByteRange
  /** One try: whoever asks decides what to do where it fails. What came is kept. */
  once?: boolean
  /** Stops this wish; the bytes that came are kept for the next wish of the same address. */
  signal?: AbortSignal
  /** Bytes held so far and, once known, the whole length. */
  onProgress?: (held: number, total: number | null) => void
}

export interface TransferEvents {
  /** Bytes came over the wire. */
  bytes(kind: TransferKind, count: number): void
  /** A file is whole; `count` bytes of it came in `ms` over the last connection. */
  success(count: number, ms: number): void
  /** A try ended without the file: silence, a broken connection, an unusable answer. */
  failure(): void
}

export interface TransferOptions {
  fetch?: typeof fetch
  random?: () => number
  events?: Partial<TransferEvents>
  /** Silence after which a connection is given up; the next one goes on from the byte reached, ms. */
  stallMs?: number
  /** Bytes of finished and broken-off files kept in memory, oldest dropped first. */
  keepBytes?: number
}

export interface Transfers {
  /**
   * Bytes of `url`, tried again for as long as somebody wants them.
   * @throws ProblemError `not-found` after five answers 404 or 410, `timeout` where a wish for one try failed; AbortError when `signal` aborts
   */
  load(url: string, wish: TransferWish): Promise<Bytes>
  /** Whether the file is already here, whole. */
  has(url: string, range?: ByteRange): boolean
  /** Transfers of a kind that are wanted and not yet whole. */
  wanted(kind: TransferKind): number
  /** Connections open just now. */
  open(): number
  /** How long at least one connection has been open since the start, ms. */
  busyMs(): number
  /** Says which kinds may open connections; asked again whenever something changes. */
  setGate(gate: (kind: TransferKind) => boolean): void
  /** Breaks off the connections of a kind; they wait at the gate and go on from the byte reached. */
  preempt(kind: TransferKind): void
  /** Ends all waiting: the network is said to be back, or the gate has changed. */
  wake(): void
}

interface Entry {
  key: string
  url: string
  range: ByteRange | null
  kind: TransferKind
  chunks: Uint8Array[]
  bytes: number
  total: number | null
  validator: string | null
  done: Bytes | null
  wishes: Set<{ wish: TransferWish; resolve: (bytes: Bytes) => void; reject: (error: unknown) => void }>
  running: boolean
  connection: AbortController | null
}

/** Waits between tries stay short: the first second after an outage is worth more than a spared request (full jitter). */
const retryWait = { base: 400, cap: 4000 }
const mostMisses = 5

const keyOf = (url: string, range: ByteRange | null | undefined): string =>
  range ? `${url}#${range.start}-${range.end}` : url

/** Resumable transfers over one link: shared by all who want the same file, continued by `Range` after every break. */
export const createTransfers = (options: TransferOptions = {}): Transfers => {
  const { random = Math.random, events = {}, stallMs = 6000, keepBytes = 24 * 1024 * 1024 } = options
  const ask = options.fetch ?? ((...given: Parameters<typeof fetch>) => fetch(...given))
  const entries = new Map<string, Entry>()
  const sleepers = new Set<() => void>()
  let gate: (kind: TransferKind) => boolean = () => true

  let open = 0
  let openSince = 0
  let openMs = 0
  const opened = (): void => {
    if (open++ === 0) openSince = performance.now()
  }
  const closed = (): void => {
    if (--open === 0) openMs += performance.now() - openSince
  }

  const wake = (): void => {
    for (const rouse of [...sleepers]) rouse()
  }
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const rouse = () => {
        clearTimeout(timer)
        sleepers.delete(rouse)
        resolve()
      }
      const timer = setTimeout(rouse, ms)
      sleepers.add(rouse)
    })

  const forget = (entry: Entry): void => {
    entry.chunks = []
    entry.bytes = 0
    entry.total = null
    entry.validator = null
  }

  /** Drops the longest unused files until what is kept fits. */
  const trim = (): void => {
    let kept = 0
    for (const entry of entries.values()) kept += entry.bytes
    for (const entry of [...entries.values()]) {
      if (kept <= keepBytes) return
      if (entry.running || entry.wishes.size > 0) continue
      kept -= entry.bytes
      entries.delete(entry.key)
    }
  }

  const receive = async (entry: Entry, body: ReadableStream<Uint8Array>, alive: () => void) => {
    const reader = body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      alive()
      entry.chunks.push(value)
      entry.bytes += value.length
      events.bytes?.(entry.kind, value.length)
      for (const { wish } of entry.wishes) wish.onProgress?.(entry.bytes, entry.total)
    }
  }

  /** One connection. Resolves `whole`, `broken` or the status that says there is no such file. */
  const connect = async (entry: Entry): Promise<'whole' | 'broken' | number> => {
    const connection = new AbortController()
    entry.connection = connection
    let timer: ReturnType<typeof setTimeout> | undefined
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => connection.abort(), stallMs)
    }
    const before = entry.bytes
    const started = performance.now()
    opened()
    try {
      alive()
      const response = await ask(entry.url, {
        headers: resumeHeaders(entry, entry.range),
        signal: connection.signal,
        credentials: 'omit',
      })
      if (isWebPage(response)) {
        connection.abort()
        return 'broken'
      }
      const { status, headers } = response
      const verdict = judgeAnswer(entry, entry.range, {
        status,
        contentRange: headers.get('content-range'),
        contentLength: headers.has('content-encoding') ? null : headers.get('content-length'),
        etag: headers.get('etag'),
        lastModified: headers.get('last-modified'),
      })
      if (mustForget(entry, verdict, status)) forget(entry)
      if (verdict.act === 'gone') return verdict.status
      if (verdict.act === 'complete') return 'whole'
      if (verdict.act === 'retry') {
        connection.abort()
        return 'broken'
      }
      if (verdict.act === 'restart') forget(entry)
      entry.total = verdict.total
      entry.validator = verdict.validator
      if (response.body) await receive(entry, response.body, alive)
      if (entry.total !== null && entry.bytes < entry.total) return 'broken'
      events.success?.(Math.max(0, entry.bytes - before), performance.now() - started)
      return 'whole'
    } catch {
      // Broken or given up: what came is kept, the caller tries again.
      return 'broken'
    } finally {
      clearTimeout(timer)
      closed()
      entry.connection = null
    }
  }

  const settle = (entry: Entry, act: (one: Entry['wishes'] extends Set<infer W> ? W : never) => void) => {
    const wishes = [...entry.wishes]
    entry.wishes.clear()
    for (const one of wishes) act(one)
  }

  const run = async (entry: Entry): Promise<void> => {
    entry.running = true
    let failures = 0
    let misses = 0
    while (entry.wishes.size > 0 && !entry.done) {
      if (!gate(entry.kind)) {
        await sleep(250)
        continue
      }
      const before = entry.bytes
      const outcome = await connect(entry)
      if (outcome === 'whole') {
        entry.done = concat(...entry.chunks)
        entry.chunks = [entry.done]
        break
      }
      if (entry.wishes.size === 0 || !gate(entry.kind)) continue
      events.failure?.()
      if (typeof outcome === 'number' && ++misses >= mostMisses) {
        settle(entry, ({ reject }) => reject(new ProblemError('not-found', `${outcome} ${entry.url}`)))
        break
      }
      for (const one of [...entry.wishes])
        if (one.wish.once && entry.wishes.delete(one)) one.reject(new ProblemError('timeout', entry.url))
      if (entry.wishes.size === 0) break
      failures = entry.bytes > before ? 0 : failures + 1
      await sleep(backoff(failures, random, retryWait))
    }
    entry.running = false
    const { done } = entry
    if (done) settle(entry, ({ resolve }) => resolve(done))
    trim()
  }

  const entryOf = (url: string, kind: TransferKind, range: ByteRange | null): Entry => {
    const key = keyOf(url, range)
    const known = entries.get(key)
    // Taken out and put in again: the map's order is the order of use.
    entries.delete(key)
    const entry = known ?? {
      key,
      url,
      range,
      kind,
      chunks: [],
      bytes: 0,
      total: null,
      validator: null,
      done: null,
      wishes: new Set(),
      running: false,
      connection: null,
    }
    entries.set(key, entry)
    return entry
  }

  const count = (test: (entry: Entry) => boolean): number => {
    let n = 0
    for (const entry of entries.values()) if (test(entry)) n++
    return n
  }

  return {
    load(url, wish) {
      const { signal } = wish
      if (signal?.aborted) return Promise.reject(signal.reason)
      const entry = entryOf(url, wish.kind, wish.range ?? null)
      if (entry.done) return Promise.resolve(entry.done)
      return new Promise<Bytes>((resolve, reject) => {
        const one = { wish, resolve, reject }
        entry.wishes.add(one)
        signal?.addEventListener('abort', () => {
          if (!entry.wishes.delete(one)) return
          if (entry.wishes.size === 0) entry.connection?.abort()
          reject(signal.reason)
        })
        if (!entry.running) void run(entry)
      })
    },
    has: (url, range) => Boolean(entries.get(keyOf(url, range))?.done),
    wanted: (kind) => count((e) => e.kind === kind && !e.done && e.wishes.size > 0),
    open: () => open,
    busyMs: () => openMs + (open > 0 ? performance.now() - openSince : 0),
    setGate(next) {
      gate = next
      wake()
    },
    preempt(kind) {
      for (const entry of entries.values()) if (entry.kind === kind) entry.connection?.abort()
    },
    wake,
  }
}
