import { type Bytes, concat } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import { backoff } from '../shared/retry.ts'
import type { ByteRange } from './resume.ts'
import { createShelf, type Entry, type Waiting } from './transfer-entry.ts'
import { type Failover, tryAlone } from './transfer-try.ts'

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
  /** What is here of it from its first byte on: at once, and each time that more has come. Only to be read. */
  onBytes?: (soFar: readonly Uint8Array[]) => void
}

export interface TransferEvents {
  /** Bytes came over the wire. */
  bytes(kind: TransferKind, count: number): void
  /** A file is whole; `count` bytes of it came in `ms` over the last connection. */
  success(count: number, ms: number): void
  /** Every mirror that could be asked was, and none brought the file: silence, broken connections, unusable answers. */
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
   * @throws ProblemError `not-found` where five times in a row every mirror had no such file, or another one in its place, `timeout` where a wish
   * for one try failed; AbortError when `signal` aborts
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
  /** From the next try on, files come from whichever mirror brings them. */
  useFailover(failover: Failover): void
  /** Breaks off the connections of a kind; they wait at the gate and go on from the byte reached. */
  preempt(kind: TransferKind): void
  /** Ends all waiting: the network is said to be back, or the gate has changed. */
  wake(): void
}

/** Waits between tries stay short: the first second after an outage is worth more than a spared request (full jitter). */
const retryWait = { base: 400, cap: 4000 }
const mostMisses = 5
const priorities = { voice: 'high', text: 'auto', video: 'low' } as const

/**
 * Resumable transfers over one link: shared by all who want the same file, continued by `Range` after every break, at another mirror where one fails
 * or is too slow.
 */
export const createTransfers = (options: TransferOptions = {}): Transfers => {
  const { random = Math.random, events = {}, stallMs = 6000, keepBytes = 16 * 1024 * 1024 } = options
  const ask = options.fetch ?? ((...given: Parameters<typeof fetch>) => fetch(...given))
  const shelf = createShelf(keepBytes)
  const sleepers = new Set<() => void>()
  let failover: Failover | null = null
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

  const settle = (entry: Entry, act: (one: Waiting) => void): void => {
    const wishes = [...entry.wishes]
    entry.wishes.clear()
    for (const one of wishes) act(one)
  }

  const attempt = (entry: Entry, failed: ReadonlySet<number>) => {
    const onBytes = (count: number): void => {
      events.bytes?.(entry.kind, count)
      for (const { wish } of entry.wishes) {
        wish.onProgress?.(entry.lane.bytes, entry.lane.total)
        wish.onBytes?.(entry.lane.chunks)
      }
    }
    const given = {
      ...{ entry, failed, opened, closed, open: () => open },
      options: { ask, stallMs, onBytes, priority: priorities[entry.kind] },
      onSilence: () => events.failure?.(),
    }
    return failover ? failover.attempt(given) : tryAlone(given)
  }

  const run = async (entry: Entry): Promise<void> => {
    entry.running = true
    let failures = 0
    let misses = 0
    /** Mirrors that failed one after the other, and whether all of them said that there is no such file. */
    const failed = new Set<number>()
    let missing = true
    while (entry.wishes.size > 0 && !entry.done) {
      if (!gate(entry.kind)) {
        await sleep(250)
        continue
      }
      const before = entry.lane.bytes
      const { outcome, place, connection } = await attempt(entry, failed)
      const mirrors = failover?.mirrors
      if (outcome === 'whole') {
        const ms = performance.now() - connection.openedAt
        if (place !== null) mirrors?.answered(place, connection.received(), ms)
        events.success?.(connection.received(), ms)
        entry.done = concat(...entry.lane.chunks)
        entry.lane.chunks = [entry.done]
        break
      }
      if (outcome === 'again' || entry.wishes.size === 0 || !gate(entry.kind)) continue
      if (outcome !== 'aborted') {
        if (place !== null) mirrors?.failed(place, outcome)
        missing &&= outcome === 'missing' || outcome === 'wrong'
        if (entry.lane.bytes > before) failed.clear()
        if (place !== null) failed.add(place)
        if (place !== null && mirrors?.another(failed) != null) continue
        events.failure?.()
        if (missing && ++misses >= mostMisses) {
          settle(entry, ({ reject }) => reject(new ProblemError('not-found', entry.url)))
          break
        }
        failed.clear()
        missing = true
      }
      for (const one of [...entry.wishes])
        if (one.wish.once && entry.wishes.delete(one)) one.reject(new ProblemError('timeout', entry.url))
      if (entry.wishes.size === 0) break
      failures = entry.lane.bytes > before ? 0 : failures + 1
      await sleep(backoff(failures, random, retryWait))
    }
    entry.running = false
    const { done } = entry
    if (done) settle(entry, ({ resolve }) => resolve(done))
    shelf.trim()
  }

  return {
    load(url, wish) {
      const { signal } = wish
      if (signal?.aborted) return Promise.reject(signal.reason)
      const entry = shelf.use(url, wish.kind, wish.range ?? null)
      if (entry.done) return Promise.resolve(entry.done)
      return new Promise<Bytes>((resolve, reject) => {
        // The signal may outlast a thousand wishes: what listens to it keeps the file.
        const settled =
          <T>(act: (value: T) => void) =>
          (value: T): void => {
            signal?.removeEventListener('abort', takeBack)
            act(value)
          }
        const one = { wish, resolve: settled(resolve), reject: settled(reject) }
        const takeBack = (): void => {
          if (!entry.wishes.delete(one)) return
          if (entry.wishes.size === 0) entry.stop()
          one.reject(signal?.reason)
        }
        entry.wishes.add(one)
        if (entry.lane.bytes > 0) wish.onBytes?.(entry.lane.chunks)
        signal?.addEventListener('abort', takeBack)
        if (!entry.running) void run(entry)
      })
    },
    has: (url, range) => Boolean(shelf.find(url, range)?.done),
    wanted(kind) {
      let n = 0
      for (const entry of shelf.all()) if (entry.kind === kind && !entry.done && entry.wishes.size > 0) n++
      return n
    },
    open: () => open,
    busyMs: () => openMs + (open > 0 ? performance.now() - openSince : 0),
    setGate(next) {
      gate = next
      wake()
    },
    useFailover(next) {
      failover = next
    },
    preempt(kind) {
      for (const entry of shelf.all()) if (entry.kind === kind) entry.stop()
    },
    wake,
  }
}
