import { carry } from '../../link/carry.ts'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors } from '../../link/mirror-board.ts'
import { failureOf, raceMirrors } from '../../link/race.ts'
import type { Failover as TransferFailover } from '../../link/transfer-try.ts'
import { looksLikeSegment } from '../hls/media-format.ts'
import { edgeOf, type MediaPlaylist, parseMediaPlaylist } from '../hls/media-playlist.ts'
import { readMirrored } from '../hls/mirrored-tail.ts'
import { nameLadder, parseMultivariant } from '../hls/multivariant.ts'
import { fetchPlaylist, type ReadElsewhere } from '../hls/tail.ts'
import { type Break, breaksOf, diagnose, type Trouble } from './diagnose.ts'
import { readEdge } from './read-source.ts'
import type { Reached, Source } from './source.ts'

/** A mirror that has not answered by then is told of as one that does not, ms. */
const checkMs = 10_000

/** All that goes over from one mirror of the broadcast to another. Late code (`late-failover.ts`). */
export interface Failover extends TransferFailover {
  readElsewhere: ReadElsewhere
  /**
   * The ladder, from whichever mirror answers first.
   * @throws what the last of them said where none does
   */
  reach(signal: AbortSignal, onBytes: (count: number) => void): Promise<Reached>
  /** What is wrong, at a moment, for somebody who listens at `position` and has the voice until `heldUntil`. */
  trouble(source: Source | null, now: number, position: number | null, heldUntil: number): Trouble | null
  /** Asks every mirror once for what is new. Never rejects: what came of it is in the standing. */
  check(): Promise<void>
}

/**
 * @param addresses multivariant playlists, whole addresses, all equal
 * @param reached   the one whose names files have
 * @param urgent    whether the voice runs dry soon
 */
export const createFailover = (
  addresses: readonly string[],
  reached: string,
  urgent: () => boolean,
): Failover => {
  const mirrors = createMirrors(addresses.map(placeOf))
  mirrors.callBy(addresses.indexOf(reached))
  mirrors.setUrgency(urgent)
  /** The playlist that tells how fresh a mirror is, once it is known. */
  let clock = reached
  let told: { playlist: MediaPlaylist; breaks: Break[] } | null = null
  return {
    mirrors,
    attempt: (given) => carry(mirrors, looksLikeSegment, given),
    readElsewhere: readMirrored(mirrors),
    async reach(signal, onBytes) {
      const ask = async (place: number, stop: AbortSignal): Promise<Reached> => {
        const address = addresses[place] ?? ''
        const main = await fetchPlaylist(address, stop, onBytes)
        const ladder = nameLadder(parseMultivariant(main, address), mirrors.name)
        return { address: mirrors.name(address), main, ladder }
      }
      const { place, value } = await raceMirrors(mirrors, mirrors.pick(), ask, signal)
      mirrors.answered(place, 0, 0)
      return value
    },
    trouble(source, now, position, heldUntil) {
      const playlist = source?.clock.latest() ?? null
      if (source) clock = source.clock.url
      if (playlist && told?.playlist !== playlist) told = { playlist, breaks: breaksOf(playlist) }
      const { scores } = mirrors.standing.get()
      return diagnose({
        now,
        online: navigator.onLine,
        mirrors: mirrors.places().flatMap(({ host }, at) => {
          const score = scores[at]
          return score ? [{ host, score }] : []
        }),
        edge: readEdge(source),
        breaks: told?.breaks ?? [],
        position,
        heldUntil,
      })
    },
    async check() {
      const ask = async (place: number): Promise<void> => {
        const address = mirrors.at(clock, place)
        const started = Date.now()
        mirrors.asked(place)
        try {
          const text = await fetchPlaylist(address, AbortSignal.timeout(checkMs))
          const edge = clock === reached ? null : edgeOf(parseMediaPlaylist(text, address))
          mirrors.answered(place, text.length, Date.now() - started)
          if (edge !== null) mirrors.listed(place, edge)
        } catch (error) {
          mirrors.failed(place, failureOf(error))
        }
      }
      await Promise.all(mirrors.places().map((_, place) => ask(place)))
    },
  }
}
