import { carry } from '../../link/carry.ts'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors } from '../../link/mirror-board.ts'
import { failureOf, raceMirrors } from '../../link/race.ts'
import type { Failover as TransferFailover } from '../../link/transfer-try.ts'
import { isSteered } from '../hls/attributes.ts'
import { fetchFirst, fetchPlaylist } from '../hls/fetch-playlist.ts'
import { looksLikeSegment } from '../hls/media-format.ts'
import { edgeOf, type MediaPlaylist, parseMediaPlaylist } from '../hls/media-playlist.ts'
import { readMirrored } from '../hls/mirrored-tail.ts'
import { nameLadder, parseMultivariant } from '../hls/multivariant.ts'
import type { ReadElsewhere } from '../hls/tail.ts'
import { type Break, breaksOf, diagnose, type Trouble } from './diagnose.ts'
import { readEdge } from './read-source.ts'
import type { Reached, Source } from './source.ts'
import { untilHere } from './until-here.ts'

/** A mirror that has not answered by then is told of as one that does not, ms. */
const checkMs = 10_000

/** Whose names files have: the address that answered and, of what was kept, its playlist, which tells the pathway. */
export interface Names {
  address: string
  main: string | null
}

/** All that goes over from one mirror of the broadcast to another. Late code (`late-failover.ts`). */
export interface Failover extends TransferFailover {
  readElsewhere: ReadElsewhere
  /**
   * The ladder, from whichever mirror answers first.
   * @throws what the last of them said where none does
   */
  reach(signal: AbortSignal, onBytes: (count: number) => void): Promise<Reached>
  /**
   * The ladder of what one of the addresses answered; where it tells of several pathways, those are the mirrors from now on.
   * @throws ProblemError `manifest`
   */
  read(main: string, address: string): Promise<Reached>
  callBy(names: Names): void
  /** What is wrong, at a moment, for somebody who listens at `position` and has the voice until `heldUntil`. */
  trouble(source: Source | null, now: number, position: number | null, heldUntil: number): Trouble | null
  /** Asks every mirror once for what is new. Never rejects: what came of it is in the standing. */
  check(): Promise<void>
}

/** Its code comes for streams that carry it alone; its name has the worker keep it like this file (`shared/late-code.ts`). */
const loadSteered = () => import('./failover-steered.ts')

/**
 * @param addresses multivariant playlists, whole addresses, all equal
 * @param names     whose names files have
 * @param urgent    whether the voice runs dry soon
 * @param ending    the end of the page: nobody is asked any more
 */
export const createFailover = (
  addresses: readonly string[],
  names: Names,
  urgent: () => boolean,
  ending: AbortSignal,
): Failover => {
  const mirrors = createMirrors(addresses.map(placeOf))
  mirrors.setUrgency(urgent)
  let kept: Names = names
  const callBy = (next: Names): void => {
    kept = next
    mirrors.callBy(addresses.indexOf(next.address))
  }
  callBy(names)
  const read = async (main: string, address: string): Promise<Reached> => {
    const named = mirrors.name(address)
    if (!isSteered(main))
      return { address: named, main, ladder: nameLadder(parseMultivariant(main, address), mirrors.name) }
    const { steer } = await untilHere(loadSteered, ending)
    const one = steer(mirrors, { addresses, signal: ending, main, address: named, kept })
    return { address: named, main: one, ladder: parseMultivariant(one, named) }
  }
  /** The playlist that tells how fresh a mirror is, once it is known. */
  let clock = names.address
  let told: { playlist: MediaPlaylist; breaks: Break[] } | null = null
  return {
    mirrors,
    attempt: (given) => carry(mirrors, looksLikeSegment, given),
    readElsewhere: readMirrored(mirrors),
    async reach(signal, onBytes) {
      const ask = async (place: number, stop: AbortSignal): Promise<Reached> => {
        const address = addresses[place] ?? ''
        const main = await fetchFirst(address, stop, onBytes, () => mirrors.failed(place, 'silent'))
        // What cannot be read is no answer.
        return { address, main, ladder: parseMultivariant(main, address) }
      }
      const { place, value } = await raceMirrors(mirrors, mirrors.pick(), ask, signal)
      mirrors.answered(place, 0, 0)
      return read(value.main, value.address)
    },
    read,
    callBy,
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
          const edge = clock === names.address ? null : edgeOf(parseMediaPlaylist(text, address))
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
