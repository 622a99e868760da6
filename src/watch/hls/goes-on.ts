import type { MediaPlaylist, Segment } from './media-playlist.ts'

/** Dates are rounded to ms where they are written. */
const sameMs = 2

/**
 * Whether a playlist goes on with segments that are known: shared numbers have the same dates, or all of it comes after. Else it is another
 * broadcast at the same address.
 */
export const goesOn = (known: readonly Segment[], { segments }: Pick<MediaPlaylist, 'segments'>): boolean => {
  const byNumber = new Map(known.map((segment) => [segment.number, segment]))
  const shared = [...segments].reverse().find(({ number }) => byNumber.has(number))
  if (shared)
    return Math.abs((byNumber.get(shared.number)?.programme ?? 0) - (shared.programme ?? 0)) <= sameMs
  const first = segments[0]
  if (!first || known.length === 0) return false
  const last = known.reduce((latest, one) => (one.number > latest.number ? one : latest))
  return first.number > last.number && (first.programme ?? 0) >= (last.programme ?? 0)
}
