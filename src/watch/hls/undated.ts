import type { MediaPlaylist } from './media-playlist.ts'

/**
 * Programme times for a broadcast that tells none, since place, words and pictures are found by them: what is listed last when it is first seen
 * ends at that moment, the rest follows by durations. Renditions are laid side by side by their media sequence numbers, as all encoders
 * count that we know of (RFC 8216 does not promise it). Comes late, with such a broadcast only.
 */
export const createDating = (now: () => number = Date.now) => {
  /** What was dated last, of whichever rendition. */
  let reference: MediaPlaylist | null = null

  const startOf = ({ segments, targetDuration }: MediaPlaylist, base: MediaPlaylist | null): number => {
    const known = base?.segments ?? []
    const first = segments[0]?.number ?? 0
    let before = 0
    for (const { number, duration } of segments) {
      const programme = known[number - (known[0]?.number ?? 0)]?.programme
      if (typeof programme === 'number') return programme - before
      before += duration * 1000
    }
    const last = known.at(-1)
    if (!last || last.programme === null) return now() - before
    // The window has moved on past all that was known.
    return last.programme + (first - last.number) * targetDuration * 1000
  }

  /** @param held the same playlist as it was read before */
  return (playlist: MediaPlaylist, held: MediaPlaylist | null): MediaPlaylist => {
    let programme = startOf(playlist, held ?? reference)
    const segments = playlist.segments.map((segment) => {
      const dated = { ...segment, programme: Math.round(programme) }
      programme += segment.duration * 1000
      return dated
    })
    reference = { ...playlist, segments }
    return reference
  }
}
