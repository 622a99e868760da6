import type { Segment } from '../hls/media-playlist.ts'

/** Words that are read before the place one joins at: enough to catch the thread, ms. */
const lookBack = 3 * 60_000

/** Words that are read beside a voice that needs the link: what is said now and next, ms. */
const soonSaid = 12_000

/** While nothing is heard, what is being said is here before it is said, and no more than that, ms: at less than 1 kbit/s it waits for nobody. */
const nowSaid = 2000

/**
 * Before so much of what is still to be said is listed, more of the list is asked for as soon as there is some, ms. Not for all that is listed near live:
 * a list costs as much as the words of four seconds.
 */
const listed = { now: 20_000, soon: 40_000, live: 48_000, all: 48_000 }

/** Whether the words that are listed do for a while. */
export const isEnough = (
  segments: readonly Segment[],
  position: number | null,
  reach: WordsReach,
): boolean => {
  const last = segments.at(-1)
  if (position === null || !last) return false
  return (last.programme ?? 0) + last.duration * 1000 > position + listed[reach]
}

/** How much is fetched: what is said now, also what is next, all that is said until live, or the thread before it too. */
export type WordsReach = 'now' | 'soon' | 'live' | 'all'

/**
 * The subtitle segment to fetch next: from the place one listens at towards live, then backwards for the thread.
 * `null` where all of it is here.
 */
export const nextWanted = (
  segments: readonly Segment[],
  held: ReadonlySet<number>,
  position: number,
  reach: WordsReach = 'all',
): Segment | null => {
  const missing = segments.filter(({ number, programme }) => programme !== null && !held.has(number))
  const endOf = ({ programme, duration }: Segment): number => (programme ?? 0) + duration * 1000
  const ahead = missing.find((segment) => endOf(segment) > position)
  if (reach === 'now' || reach === 'soon') {
    const until = position + (reach === 'now' ? nowSaid : soonSaid)
    return ahead && (ahead.programme ?? 0) < until ? ahead : null
  }
  if (ahead || reach === 'live') return ahead ?? null
  return missing.filter((segment) => endOf(segment) > position - lookBack).at(-1) ?? null
}
