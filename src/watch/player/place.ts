import { watchPlaceKey } from '../../shared/kept-voice.ts'
import type { Segment } from '../hls/media-playlist.ts'
import { lostSeconds } from './lost.ts'

/** Where one listened last, so that a reload goes on there. One place: there is one broadcast at a time. */

/** A place of another day belongs to another broadcast, ms. */
const keptFor = 12 * 3_600_000

/** What of a Storage is needed. Asked for late: where storage is blocked, its very name throws (HTML, section 12.2.3). */
export type PlaceStorage = () => Pick<globalThis.Storage, 'getItem' | 'setItem'>

/** The remembered programme time, ms; `null` where there is none of the last twelve hours. */
export const recallPlace = (storage: PlaceStorage, now: number): number | null => {
  try {
    const { position, at } = JSON.parse(storage().getItem(watchPlaceKey) ?? '{}') as {
      position?: unknown
      at?: unknown
    }
    if (typeof position !== 'number' || typeof at !== 'number') return null
    return now - at < keptFor ? position : null
  } catch {
    // Storage blocked or written by another hand: we start near live.
    return null
  }
}

export const rememberPlace = (storage: PlaceStorage, position: number, now: number): void => {
  try {
    storage().setItem(watchPlaceKey, JSON.stringify({ position: Math.round(position), at: now }))
  } catch {
    // Storage full or blocked: the place lives as long as the page.
  }
}

/** A seek looks for its segment with this tolerance, ms (hls.js, `maxFragLookUpTolerance`), and programme times are rounded. */
const wellInside = 500

/** A place like `place`, within the segment that it is in: at a seam two would be fetched for the first word. */
export const insideSegment = (place: number, segments: readonly Segment[]): number => {
  const holding = segments.find(
    ({ programme, duration }) => programme !== null && programme + duration * 1000 > place + wellInside,
  )
  if (!holding || holding.programme === null) return place
  return Math.max(place, holding.programme + Math.min(wellInside, holding.duration * 500))
}

/** Whoever has heard all of a broadcast that is over but so much hears it from its start, ms. */
const theEnd = 10_000

/**
 * The programme time to start at: the remembered one where the window still holds it, the window's start where it has just moved past, else
 * `distance` seconds behind its end.
 * @param distance `null` where the broadcast is over: it begins with its first word
 */
export const startPlace = (
  remembered: number | null,
  window: { start: number; end: number },
  distance: number | null,
): number => {
  const begin = distance === null ? window.start : Math.max(window.start, window.end - distance * 1000)
  if (lostSeconds(remembered, window) > 0) return window.start
  const last = distance === null ? window.end - theEnd : window.end
  return remembered !== null && remembered >= window.start && remembered < last ? remembered : begin
}
