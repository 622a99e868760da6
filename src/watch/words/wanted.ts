import type { Segment } from '../hls/media-playlist.ts'

/** Words that are read before the place one joins at: enough to catch the thread, ms. */
const lookBack = 3 * 60_000

/** Words that are read beside a voice that is waited for: what is said now and next, ms. Less than 1 kbit/s, so they never wait for it. */
const soonSaid = 12_000

/**
 * The subtitle segment to fetch next: from the place one listens at towards live, then backwards for the thread.
 * `null` where all of it is here.
 * @param onlySoon nothing but what is said now and next
 */
export const nextWanted = (
  segments: readonly Segment[],
  held: ReadonlySet<number>,
  position: number,
  onlySoon = false,
): Segment | null => {
  const missing = segments.filter(({ number, programme }) => programme !== null && !held.has(number))
  const endOf = ({ programme, duration }: Segment): number => (programme ?? 0) + duration * 1000
  const ahead = missing.find((segment) => endOf(segment) > position)
  if (onlySoon) return ahead && (ahead.programme ?? 0) < position + soonSaid ? ahead : null
  if (ahead) return ahead
  return missing.filter((segment) => endOf(segment) > position - lookBack).at(-1) ?? null
}
