import { reportFailure } from '../../link/link-status.ts'
import { backoff } from '../../shared/retry.ts'
import { fetchFirst, fetchPlaylist } from './fetch-playlist.ts'
import { goesOn } from './goes-on.ts'
import { type MediaPlaylist, parseMediaPlaylist } from './media-playlist.ts'

/** Follows a playlist that grows, at whichever mirror knows most. */
export interface Tail {
  readonly url: string
  /** The newest playlist read, at once; `null` before the first. */
  latest(): MediaPlaylist | null
  /** A playlist not older than `maxAge` ms; waits for the network as long as it takes, or until `signal` aborts. */
  fresh(maxAge: number, signal?: AbortSignal): Promise<MediaPlaylist>
  /** The playlist once it lists a segment of this number or later, or has ended; waits as long as it takes, or until `signal` aborts. */
  listing(number: number, signal: AbortSignal): Promise<MediaPlaylist>
  /** When the playlist last grew, ms since the epoch; 0 before the first. */
  advancedAt(): number
  /** When the last answer came, ms since the epoch; 0 before the first. */
  answeredAt(): number
  /** When it is asked next, as far as is planned, ms since the epoch; 0 before the first answer. */
  dueAt(): number
  /** Follows from now on; safe to call again. */
  start(): void
  stop(): void
  /** From now on asks up to eight times as seldom, for as long as `enough` says that what is listed will do. */
  spare(enough: (playlist: MediaPlaylist) => boolean): void
  /** Asks at once instead of waiting: the network is said to be back. */
  wake(): void
  subscribe(listener: (playlist: MediaPlaylist) => void): () => void
}

/** A playlist as it was last seen, and when. */
export interface Primed {
  playlist: MediaPlaylist
  /** ms since the epoch. */
  advancedAt: number
  answeredAt: number
}

export interface TailOptions {
  /** What is known before anything has answered. */
  primed?: Primed | undefined
  /** The first answer is of another broadcast than what was known. */
  onOther?: () => void
  /** Text of an address, fresh from the network. */
  fetchText?: (url: string, signal: AbortSignal) => Promise<string>
  now?: () => number
  random?: () => number
  onBytes?: (count: number) => void
  /** Gives programme times to a playlist that has none. */
  date?: (playlist: MediaPlaylist, held: MediaPlaylist | null) => Promise<MediaPlaylist>
  /** Reads it at several mirrors, once that code is there. */
  elsewhere?: () => ReadElsewhere | null
}

/** What of a tail a reader at several mirrors works with. */
export interface TailParts {
  readonly url: string
  now: () => number
  held(): MediaPlaylist | null
  advancedAt(): number
  /** Takes a playlist that was read, unless it is older than what is held. @returns whether it grew */
  take(next: MediaPlaylist): boolean
  /** The playlist as one address has it. @throws ProblemError */
  readAt(from: string, signal: AbortSignal): Promise<MediaPlaylist>
}
/** Makes the reader of one tail. It reads once and says whether the playlist grew. */
export type ReadElsewhere = (parts: TailParts) => (signal: AbortSignal) => Promise<boolean>

const retryWait = { base: 400, cap: 4000 }
/** As seldom as this at most where there is enough, in usual waits. */
const seldom = 8

/** Address of a delta update (RFC 8216bis section 6.2.5.1), where the playlist offers them and what we hold is recent enough. */
const nextAddress = (url: string, held: MediaPlaylist | null, ageMs: number): string => {
  if (!held || held.skipUntil === null || ageMs > (held.skipUntil * 1000) / 2) return url
  const address = new URL(url)
  address.searchParams.set('_HLS_skip', 'YES')
  return address.href
}

export const createTail = (url: string, options: TailOptions = {}): Tail => {
  const { now = Date.now, random = Math.random, onBytes } = options
  const fetchText =
    options.fetchText ??
    ((at: string, signal: AbortSignal) =>
      held ? fetchPlaylist(at, signal, onBytes) : fetchFirst(at, signal, onBytes, reportFailure))
  const listeners = new Set<(playlist: MediaPlaylist) => void>()
  let { primed } = options
  let held: MediaPlaylist | null = primed?.playlist ?? null
  let advanced = primed?.advancedAt ?? 0
  let answered = primed?.answeredAt ?? 0
  let running: AbortController | null = null
  let due = 0
  let rouse: (() => void) | null = null
  let isEnough = (_: MediaPlaylist): boolean => false

  /** Resolves with whether it was roused before the time was over. */
  const sleep = (ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, false)
      rouse = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })

  const take = (next: MediaPlaylist): boolean => {
    const [before, after] = [held?.segments.at(-1)?.number ?? -1, next.segments.at(-1)?.number ?? -1]
    answered = now()
    if (primed && !goesOn(primed.playlist.segments, next)) options.onOther?.()
    primed = undefined
    // A mirror that lags must not take back what another one has shown.
    if (held && after < before) return false
    const grew = !held || after > before || next.ended !== held.ended
    held = next
    if (grew) advanced = answered
    for (const listener of [...listeners]) listener(next)
    return grew
  }

  const readAt = async (from: string, signal: AbortSignal): Promise<MediaPlaylist> => {
    const address = nextAddress(from, held, now() - answered)
    const text = await fetchText(address, signal)
    let next: MediaPlaylist
    try {
      next = parseMediaPlaylist(text, from, held ?? undefined)
    } catch (error) {
      // The delta did not fit what we hold: the whole playlist will.
      if (address === from) throw error
      next = parseMediaPlaylist(await fetchText(from, signal), from)
    }
    return next.segments[0]?.programme === null && options.date ? options.date(next, held) : next
  }

  const parts: TailParts = { url, now, held: () => held, advancedAt: () => advanced, take, readAt }
  let readElsewhere: ReturnType<ReadElsewhere> | null = null
  const read = async (signal: AbortSignal): Promise<boolean> => {
    readElsewhere ??= options.elsewhere?.()?.(parts) ?? null
    return readElsewhere ? readElsewhere(signal) : take(await readAt(url, signal))
  }

  /** Waits once, and again while there is enough. Looked at after each wait: the listener may be elsewhere by then, or the link better. */
  const linger = async (ms: number, onWait: () => void): Promise<void> => {
    for (let waits = 0; waits === 0 || (waits < seldom && held && isEnough(held)); waits++) {
      onWait()
      if (await sleep(ms)) return
    }
  }

  const follow = async (signal: AbortSignal): Promise<void> => {
    let failures = 0
    while (!signal.aborted) {
      try {
        const grew = await read(signal)
        failures = 0
        if (held?.ended) return
        // RFC 8216 section 6.3.4: a target duration after a change, half of it after none.
        const usual = (held?.targetDuration ?? 4) * (grew ? 1000 : 500)
        await linger(usual, () => {
          due = now() + usual
        })
      } catch {
        // Out of reach, or nonsense from a captive portal: asked again for as long as somebody watches.
        if (signal.aborted) return
        reportFailure()
        if (await sleep(backoff(failures++, random, retryWait))) continue
        if (held && isEnough(held)) await linger(held.targetDuration * 1000, () => {})
      }
    }
  }

  const start = (): void => {
    if (running) return
    running = new AbortController()
    void follow(running.signal)
  }

  /** The next playlist read for which `test` holds. */
  const next = (test: (playlist: MediaPlaylist) => boolean, signal?: AbortSignal): Promise<MediaPlaylist> =>
    new Promise((resolve, reject) => {
      const stop = () => {
        listeners.delete(settle)
        reject(signal?.reason)
      }
      const settle = (playlist: MediaPlaylist) => {
        if (!test(playlist)) return
        listeners.delete(settle)
        signal?.removeEventListener('abort', stop)
        resolve(playlist)
      }
      listeners.add(settle)
      signal?.addEventListener('abort', stop, { once: true })
    })

  return {
    url,
    latest: () => held,
    advancedAt: () => advanced,
    answeredAt: () => answered,
    dueAt: () => due,
    start,
    stop() {
      running?.abort()
      running = null
      rouse?.()
    },
    spare(enough) {
      isEnough = enough
    },
    wake: () => rouse?.(),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    listing(number, signal) {
      const lists = ({ ended, segments }: MediaPlaylist) => ended || (segments.at(-1)?.number ?? -1) >= number
      if (held && lists(held)) return Promise.resolve(held)
      start()
      return next(lists, signal)
    },
    fresh(maxAge, signal) {
      if (held && (held.ended || now() - answered <= maxAge)) return Promise.resolve(held)
      const answer = next(() => true, signal)
      start()
      rouse?.()
      return answer
    },
  }
}
