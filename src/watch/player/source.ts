import { reportFailure } from '../../link/link-status.ts'
import type { Transfers, TransferWish } from '../../link/transfer.ts'
import { type Bytes, concat } from '../../shared/bytes.ts'
import { ProblemError } from '../../shared/problem.ts'
import { backoff } from '../../shared/retry.ts'
import { fetchFirst, stallMs } from '../hls/fetch-playlist.ts'
import { listedFrom, type MediaPlaylist, renderMediaPlaylist, type Segment } from '../hls/media-playlist.ts'
import { type Ladder, parseMultivariant } from '../hls/multivariant.ts'
import { createTail, type Primed, type Tail, type TailOptions } from '../hls/tail.ts'
import type { createDating } from '../hls/undated.ts'
import { decodeTimeOf, startTimeOf } from '../voice/media-time.ts'
import { isVoiceAddress, presentLadder, presentVoiceLevel, voiceLevelUri } from '../voice/voice-level.ts'
import type { LateFailover } from './late-failover.ts'
import { pause, untilHere } from './until-here.ts'

/** A broadcast that has answered: its ladder, and tails that follow its playlists. */
export interface Source {
  /** Of the ladder, for hls.js alone. */
  address: string
  ladder: Ladder
  /** Follows the leanest voice; the pictures' clock where there is no voice of its own. */
  clock: Tail
  /** Follows the words of a language; `null` where the broadcast has none. */
  words(language: string): Tail | null
  /** Follows a picture's playlist for as long as it is asked for. */
  picture(uri: string): Tail
  /**
   * hls.js is to see what is listed from a while before `place` (programme time, ms) on: of an evening's whole list it would keep 800 bytes a segment,
   * three times, and read it anew with every segment that comes (measured, bench:soak).
   * @returns programme time of the first segment that it sees, ms
   */
  show(place: number): number
  /** What is heard from when on (programme time, ms) hls.js sees at least; NaN as long as that is everything. */
  shownFrom(): number
  /** The playlist that hls.js is to see at an address. */
  playlist(uri: string, signal: AbortSignal): Promise<string>
  /** Media time at which a voice segment starts, seconds, read from the segment itself. */
  voiceStart(number: number, signal: AbortSignal): Promise<number>
  /** Stops following pictures nobody has asked for lately. */
  rest(now: number): void
  wake(): void
  close(): void
}

/** A picture playlist older than this many target durations is asked for anew before it is used. */
const pictureAge = 1.5
/** A picture nobody asked for in this time is no longer followed, ms. */
const pictureRest = 15_000
const retryWait = { base: 500, cap: 4000 }

/** How far back hls.js sees, ms. A player that is opened anew goes back further. */
export const shownBefore = 600_000

/** An address that has answered, its multivariant playlist as it came and as it is read. */
export interface Reached {
  address: string
  main: string
  ladder: Ladder
}

/** The ladder of the first address that answers, one after the other. */
const reachAlone = async (
  { addresses, reachedAt, steered }: LateFailover,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Reached> => {
  let last: unknown = new ProblemError('offline', 'no address')
  for (const address of addresses)
    try {
      const main = await fetchFirst(address, signal, onBytes)
      const ladder = parseMultivariant(main, address)
      reachedAt(address)
      const one = await steered(main, address)
      if (one) return one
      return { address, main, ladder }
    } catch (error) {
      signal.throwIfAborted()
      last = error
    }
  throw last
}

/** Code that goes over to other mirrors is waited for no longer than this by whoever has begun without it, ms. */
const handOver = 1000

/**
 * Asks the addresses until one answers with a ladder; goes on for ever.
 * @param onMiss called after every round in which none answered, and whenever none has for six seconds more
 * @returns the ladder; its files have their names at one of the addresses, whichever is asked for them
 * @throws AbortError when `signal` aborts
 */
export const reachBroadcast = async (
  late: LateFailover,
  signal: AbortSignal,
  onMiss: () => void,
  onBytes: (count: number) => void,
): Promise<Reached> => {
  const miss = (): void => {
    reportFailure()
    onMiss()
  }
  for (let round = 0; ; round++) {
    const overdue = setInterval(miss, stallMs)
    const failover = late.get()
    const stop = new AbortController()
    const both = AbortSignal.any([signal, stop.signal])
    if (!failover && late.addresses.length > 1)
      void late.loaded.then(() => setTimeout(() => stop.abort(), handOver))
    try {
      return await (failover ? failover.reach(both, onBytes) : reachAlone(late, both, onBytes))
    } catch {
      signal.throwIfAborted()
    } finally {
      clearInterval(overdue)
    }
    if (stop.signal.aborted) continue
    miss()
    await pause(backoff(round, Math.random, retryWait), signal)
    signal.throwIfAborted()
  }
}

/** One kind of track out of fragmented MP4, by code that only muxed broadcasts ask for. */
export const only = async (
  kind: 'soun' | 'vide',
  init: Bytes,
  segment: Bytes,
  signal: AbortSignal,
): Promise<Bytes> => (await untilHere(() => import('./hls-other.ts'), signal)).onlyTracks(kind, init, segment)

/** Where hls.js finds the ladder: nowhere on any network (RFC 2606 section 2). */
const ladderUri = 'https://ladder.invalid/main.m3u8'

export const createSource = (
  ladder: Ladder,
  transfers: Transfers,
  late: LateFailover,
  onBytes: (count: number) => void,
  known: Pick<TailOptions, 'onOther'> & { primed?: ReadonlyMap<string, Primed> } = {},
): Source => {
  const closing = new AbortController()
  let dating: Promise<ReturnType<typeof createDating>> | null = null
  const date: NonNullable<TailOptions['date']> = async (playlist, held) => {
    dating ??= untilHere(() => import('./hls-other.ts'), closing.signal).then((code) => code.createDating())
    return (await dating)(playlist, held)
  }
  const tails = new Map<string, Tail>()
  const asked = new Map<string, number>()
  const tailOf = (uri: string): Tail => {
    const { primed, ...more } = known
    const elsewhere = () => late.get()?.readElsewhere ?? null
    const tail =
      tails.get(uri) ?? createTail(uri, { onBytes, primed: primed?.get(uri), elsewhere, date, ...more })
    tails.set(uri, tail)
    return tail
  }
  const clockUri = ladder.voice?.uri ?? ladder.pictures[0]?.uri
  if (clockUri === undefined) throw new ProblemError('manifest', 'empty ladder')
  const clock = tailOf(clockUri)
  clock.start()

  /**
   * The voice's playlist never waits for the network once there is one: what is listed is listed. hls.js is told that it may ask for what comes
   * next and wait for it (blocking playlist reload, RFC 8216bis section 6.2.5.2): else it would learn of a segment seconds after us.
   */
  const voice = (msn: string | null = null, signal = closing.signal) =>
    msn === null ? clock.fresh(Number.POSITIVE_INFINITY) : clock.listing(Number(msn), signal)

  let shownFrom = Number.NaN
  const shown = (playlist: MediaPlaylist): MediaPlaylist => listedFrom(playlist, shownFrom)

  const bytesOf = (
    segment: Pick<Segment, 'uri' | 'range'>,
    signal: AbortSignal,
    onBytes?: TransferWish['onBytes'],
  ): Promise<Bytes> =>
    transfers.load(segment.uri, {
      kind: 'voice',
      signal,
      ...(onBytes && { onBytes }),
      ...(segment.range && { range: segment.range }),
    })

  /** So much of a segment that its time can be read. */
  const beginningOf = (segment: Segment, signal: AbortSignal): Promise<Bytes> =>
    new Promise((resolve, reject) => {
      let told = false
      const onBytes = (soFar: readonly Uint8Array[]): void => {
        if (told) return
        const beginning = concat(...soFar)
        told = decodeTimeOf(beginning) !== null
        if (told) resolve(beginning)
      }
      bytesOf(segment, signal, onBytes).then(resolve, reject)
    })

  const pictureTail = (uri: string): Tail => {
    asked.set(uri, Date.now())
    return tailOf(uri)
  }

  return {
    address: ladderUri,
    ladder,
    clock,
    picture: pictureTail,
    words(language) {
      const uri = ladder.words.get(language)
      return uri === undefined ? null : tailOf(uri)
    },
    show(place) {
      shownFrom = place - shownBefore
      const playlist = clock.latest()
      return (playlist && shown(playlist).segments[0]?.programme) ?? 0
    },
    shownFrom: () => shownFrom,
    async playlist(uri, signal) {
      if (uri === ladderUri) return presentLadder(ladder)
      if (isVoiceAddress(uri)) {
        const { origin, pathname, searchParams } = new URL(uri)
        const playlist = shown(await voice(searchParams.get('_HLS_msn'), signal))
        return origin + pathname === voiceLevelUri
          ? presentVoiceLevel(playlist)
          : renderMediaPlaylist(playlist, { blocking: true })
      }
      if (uri === clockUri) return renderMediaPlaylist(shown(await voice()))
      const tail = pictureTail(uri)
      // Beside a voice hls.js is given only pictures that are here, so their playlist is too; else it must know of the newest.
      const age = ladder.voice
        ? Number.POSITIVE_INFINITY
        : (tail.latest()?.targetDuration ?? 0) * 1000 * pictureAge
      return renderMediaPlaylist(shown(await tail.fresh(age, signal)))
    },
    async voiceStart(number, signal) {
      const segment = (await voice()).segments.find((one) => one.number === number)
      if (!segment) throw new ProblemError('not-found', `voice segment ${number}`)
      const [init, bytes] = await Promise.all([
        segment.map ? bytesOf(segment.map, signal) : null,
        (segment.map && !ladder.muxed ? beginningOf : bytesOf)(segment, signal),
      ])
      const alone = (part: Bytes) => (ladder.muxed && init ? only('soun', init, part, signal) : part)
      const start = startTimeOf(await alone(bytes), init && (await alone(init)))
      if (start === null) throw new ProblemError('media-unsupported', 'no time')
      return start
    },
    rest(now) {
      for (const [uri, at] of asked) {
        if (now - at < pictureRest) continue
        asked.delete(uri)
        tails.get(uri)?.stop()
      }
    },
    wake() {
      for (const tail of tails.values()) tail.wake()
    },
    close() {
      closing.abort()
      for (const tail of tails.values()) tail.stop()
    },
  }
}
