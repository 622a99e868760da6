import type { Segment } from '../hls/media-playlist.ts'

/**
 * Media time against programme time where the browser reads the playlist itself: segments lie end to end from one whose place is known, so that a
 * pause of the broadcast moves nothing.
 */

type Listed = readonly Pick<Segment, 'number' | 'programme' | 'duration'>[]

/** `findLast` is younger than what the app is built for. */
const lastWhere = <T>(rows: readonly T[], test: (row: T) => boolean): T | undefined =>
  rows.filter(test).at(-1)

/** A segment and the media time at which it begins, seconds. */
export interface Anchor {
  number: number
  time: number
}

/** What a media element tells of its timeline. */
export interface Timeline {
  /** `getStartDate()` (HTML, section 4.8.11.6): programme time of media time 0, ms; `null` where the browser or the playlist has none. */
  startDate: number | null
  /** Start of what can be sought, seconds; `null` while nothing can. */
  seekableFrom: number | null
  ended: boolean
}

/** A live playlist is entered no nearer to its end than this many segments (RFC 8216 section 6.3.3). */
const entry = 3

/** Where the segments lie on the timeline of an element that has just read them; a guess of a segment where it tells nothing. */
export const anchorOf = (segments: Listed, { startDate, seekableFrom, ended }: Timeline): Anchor | null => {
  const first = segments[0]
  if (!first) return null
  if (startDate !== null) {
    const at = lastWhere(segments, ({ programme }) => programme !== null && programme <= startDate) ?? first
    return { number: at.number, time: ((at.programme ?? startDate) - startDate) / 1000 }
  }
  if (seekableFrom !== null) return { number: first.number, time: seekableFrom }
  const { number } = (ended ? first : segments.at(-entry)) ?? first
  return { number, time: 0 }
}

/** Segments with their media times; empty where the anchor is not among them. */
const laid = (segments: Listed, anchor: Anchor) => {
  const from = segments.findIndex(({ number }) => number === anchor.number)
  let time = anchor.time
  for (const { duration } of segments.slice(0, Math.max(0, from))) time -= duration
  return (from < 0 ? [] : segments).map(({ number, programme, duration }) => {
    const begins = time
    time += duration
    return { number, programme: programme ?? 0, begins }
  })
}

/** The same by the newest segment: the one whose place is known must not leave the window. */
export const reanchored = (segments: Listed, anchor: Anchor): Anchor => {
  const last = laid(segments, anchor).at(-1)
  return last ? { number: last.number, time: last.begins } : anchor
}

/** Programme time at a media time, ms; `null` where it is not listed. */
export const programmeAt = (segments: Listed, anchor: Anchor, time: number): number | null => {
  const rows = laid(segments, anchor)
  const row = lastWhere(rows, ({ begins }) => begins <= time) ?? rows[0]
  return row ? row.programme + (time - row.begins) * 1000 : null
}

/** Media time of a programme time, seconds; `null` where it is not listed. */
export const timeAt = (segments: Listed, anchor: Anchor, programme: number): number | null => {
  const rows = laid(segments, anchor)
  const row = lastWhere(rows, (one) => one.programme <= programme) ?? rows[0]
  return row ? row.begins + (programme - row.programme) / 1000 : null
}
