import type { Segment } from '../hls/media-playlist.ts'

type Has = (segment: Segment) => boolean

const endOf = ({ programme, duration }: Segment): number => (programme ?? 0) + duration * 1000
/** Programme times are rounded to ms, durations are not. */
const seam = 60

/** Where the voice next is on this phone: the place itself, or the next piece after it, programme time in ms; `null` where none follows. */
export const heldFrom = (segments: readonly Segment[], place: number, has: Has): number | null => {
  for (const segment of segments)
    if (segment.programme !== null && endOf(segment) > place + seam && has(segment))
      return Math.max(place, segment.programme)
  return null
}

/** Where to begin with only what is here: at the place, else where the last stretch of it begins. */
export const heldPlace = (segments: readonly Segment[], place: number, has: Has): number => {
  const next = heldFrom(segments, place, has)
  if (next !== null) return next
  let start = place
  for (const segment of [...segments].reverse()) {
    if (segment.programme === null) continue
    if (has(segment)) start = segment.programme
    else if (start !== place) break
  }
  return start
}
