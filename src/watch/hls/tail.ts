import { reportFailure } from '../../link/link-status.ts'
import type { Mirrors } from '../../link/mirror-board.ts'
import { failureOf, raceMirrors } from '../../link/race.ts'
import { requestAt } from '../../link/request.ts'
import { fromUtf8 } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'
import { backoff } from '../../shared/retry.ts'
import { edgeOf, type MediaPlaylist, parseMediaPlaylist } from './media-playlist.ts'
import { isSameBroadcast, lastNumber, renamed } from './same-broadcast.ts'

/** Follows a playlist that grows, at whichever mirror knows most. */
export interface Tail {
  readonly url: string
  /** The newest playlist read, at once; `null` before the first. */
  latest(): MediaPlaylist | null
  /** A playlist not older than `maxAge` ms; waits for the network as long as it takes, or until `signal` aborts. */
  fresh(maxAge: number, signal?: AbortSignal): Promise<MediaPlaylist>
  /** When the playlist last grew, ms since the epoch; 0 before the first. */
  advancedAt(): number
  /** When the last answer came, ms since the epoch; 0 before the first. */
  answeredAt(): number
  /** Follows from now on; safe to call again. */
  start(): void
  stop(): void
  /** Asks at once instead of waiting: the network is said to be back. */
  wake(): void
  subscribe(listener: (playlist: MediaPlaylist) => void): () => void
}

export interface TailOptions {
  /** Text of an address, fresh from the network. */
  fetchText?: (url: string, signal: AbortSignal) => Promise<string>
  now?: () => number
  random?: () => number
  onBytes?: (count: number) => void
  /** Who else has the playlist. */
  mirrors?: Mirrors
}

/** A playlist is short; silence for this long means that the connection is dead, ms. */
const stallMs = 6000
const retryWait = { base: 400, cap: 4000 }

/** Answers without growth for so many target durations: others are asked whether they know more. One is enough where the voice runs dry. */
const frozenAfter = { usual: 1.5, urgent: 1 }
/** Others that knew no more are asked again after this, ms, doubled each time: the speaker is silent, and all of them know it. */
const consultWait = { base: 8_000, cap: 60_000 }

/** Text of a playlist, never from a cache. @throws ProblemError */
export const fetchPlaylist = async (
  url: string,
  signal: AbortSignal,
  onBytes?: (count: number) => void,
): Promise<string> => {
  const { status, bytes } = await requestAt(url, { signal, stallMs, cache: 'no-store' })
  onBytes?.(bytes.length)
  if (status === 404 || status === 410) throw new ProblemError('not-found', `${status} ${url}`)
  if (status !== 200) throw new ProblemError('server', `${status} ${url}`)
  return fromUtf8(bytes)
}

/** Address of a delta update (RFC 8216bis section 6.2.5.1), where the playlist offers them and what we hold is recent enough. */
const nextAddress = (url: string, held: MediaPlaylist | null, ageMs: number): string => {
  if (!held || held.skipUntil === null || ageMs > (held.skipUntil * 1000) / 2) return url
  const address = new URL(url)
  address.searchParams.set('_HLS_skip', 'YES')
  return address.href
}

export const createTail = (url: string, options: TailOptions = {}): Tail => {
  const { now = Date.now, random = Math.random, onBytes } = options
  const mirrors = options.mirrors?.covers(url) ? options.mirrors : null
  const fetchText = options.fetchText ?? ((at, signal) => fetchPlaylist(at, signal, onBytes))
  const listeners = new Set<(playlist: MediaPlaylist) => void>()
  let held: MediaPlaylist | null = null
  let heldFrom = 0
  let consulted = { times: 0, next: 0 }
  let advanced = 0
  let answered = 0
  let running: AbortController | null = null
  let rouse: (() => void) | null = null

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const take = (next: MediaPlaylist, place: number): boolean => {
    const [before, after] = [lastNumber(held), lastNumber(next)]
    answered = now()
    const edge = edgeOf(next)
    if (edge !== null) mirrors?.listed(place, edge)
    // A mirror that lags must not take back what another one has shown.
    if (held && after < before) return false
    const grew = !held || after > before || next.ended !== held.ended
    held = next
    heldFrom = place
    if (grew) {
      advanced = answered
      consulted = { times: 0, next: 0 }
    }
    for (const listener of [...listeners]) listener(next)
    return grew
  }

  /** The playlist as one place has it. */
  const readAt = async (place: number, signal: AbortSignal): Promise<MediaPlaylist> => {
    const from = mirrors?.at(url, place) ?? url
    const address = nextAddress(from, held, now() - answered)
    const parse = (text: string, previous?: MediaPlaylist): MediaPlaylist => {
      const read = parseMediaPlaylist(text, from, previous)
      return mirrors ? renamed(read, url, mirrors.name) : read
    }
    const text = await fetchText(address, signal)
    let next: MediaPlaylist
    try {
      next = parse(text, held ?? undefined)
    } catch (error) {
      // The delta did not fit what we hold: the whole playlist will.
      if (address === from) throw error
      next = parse(await fetchText(from, signal))
    }
    // The same mirror may begin anew; another one must tell of the same broadcast.
    if (held && place !== heldFrom && !isSameBroadcast(held, next))
      throw new ProblemError('manifest', `another broadcast at ${from}`)
    return next
  }

  /** Whether it grew. Where it did not for long, others are asked, and whoever knows more is stayed with. */
  const read = async (signal: AbortSignal): Promise<boolean> => {
    if (!mirrors) return take(await readAt(0, signal), 0)
    const first = mirrors.probe() ?? mirrors.pick()
    const started = now()
    const { place, value } = await raceMirrors(mirrors, first, readAt, signal)
    mirrors.answered(place, 0, now() - started)
    if (take(value, place)) return true
    const patience = mirrors.urgent() ? frozenAfter.urgent : frozenAfter.usual
    if (value.ended || now() - advanced < patience * value.targetDuration * 1000 || now() < consulted.next)
      return false
    const other = mirrors.another(new Set([place]))
    if (other === null) return false
    consulted = {
      times: consulted.times + 1,
      next: now() + Math.min(consultWait.cap, consultWait.base * 2 ** consulted.times),
    }
    mirrors.asked(other)
    try {
      const grew = take(await readAt(other, signal), other)
      mirrors.answered(other, 0, 0)
      if (grew) mirrors.failed(place, 'frozen')
      return grew
    } catch (error) {
      if (!signal.aborted) mirrors.failed(other, failureOf(error))
      return false
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
        await sleep((held?.targetDuration ?? 4) * (grew ? 1000 : 500))
      } catch {
        // Out of reach, or nonsense from a captive portal: asked again for as long as somebody watches.
        if (signal.aborted) return
        reportFailure()
        await sleep(backoff(failures++, random, retryWait))
      }
    }
  }

  const start = (): void => {
    if (running) return
    running = new AbortController()
    void follow(running.signal)
  }

  return {
    url,
    latest: () => held,
    advancedAt: () => advanced,
    answeredAt: () => answered,
    start,
    stop() {
      running?.abort()
      running = null
      rouse?.()
    },
    wake: () => rouse?.(),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    fresh(maxAge, signal) {
      if (held && (held.ended || now() - answered <= maxAge)) return Promise.resolve(held)
      return new Promise((resolve, reject) => {
        const stop = () => {
          listeners.delete(settle)
          reject(signal?.reason)
        }
        const settle = (playlist: MediaPlaylist) => {
          listeners.delete(settle)
          signal?.removeEventListener('abort', stop)
          resolve(playlist)
        }
        listeners.add(settle)
        signal?.addEventListener('abort', stop, { once: true })
        start()
        rouse?.()
      })
    },
  }
}
