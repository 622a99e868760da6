import { carry } from '../../link/carry.ts'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors } from '../../link/mirror-board.ts'
import { raceMirrors } from '../../link/race.ts'
import type { Failover as TransferFailover } from '../../link/transfer-try.ts'
import { looksLikeSegment } from '../hls/media-format.ts'
import { readMirrored } from '../hls/mirrored-tail.ts'
import { type Ladder, nameLadder, parseMultivariant } from '../hls/multivariant.ts'
import { fetchPlaylist, type ReadElsewhere } from '../hls/tail.ts'

/** All that goes over from one mirror of the broadcast to another. Late code (`late-failover.ts`). */
export interface Failover extends TransferFailover {
  readElsewhere: ReadElsewhere
  /**
   * The ladder, from whichever mirror answers first.
   * @throws what the last of them said where none does
   */
  reach(signal: AbortSignal, onBytes: (count: number) => void): Promise<Ladder>
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
  return {
    mirrors,
    attempt: (given) => carry(mirrors, looksLikeSegment, given),
    readElsewhere: readMirrored(mirrors),
    async reach(signal, onBytes) {
      const ask = async (place: number, stop: AbortSignal): Promise<Ladder> => {
        const address = addresses[place] ?? ''
        const text = await fetchPlaylist(address, stop, onBytes)
        return nameLadder(parseMultivariant(text, address), mirrors.name)
      }
      const { place, value } = await raceMirrors(mirrors, mirrors.pick(), ask, signal)
      mirrors.answered(place, 0, 0)
      return value
    },
  }
}
