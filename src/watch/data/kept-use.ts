import type { PlaceStorage } from '../player/place.ts'
import type { DataUse } from './cap.ts'

/** The limit, and what this evening has cost, so that neither ends with the page. */

const key = 'sada-watch-data'
/** What was used before that belongs to another evening, ms. */
const evening = 12 * 3_600_000

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

/** What is kept; `now` in ms since the epoch. Nothing, where storage is blocked or was written by another hand. */
export const recallUse = (storage: PlaceStorage, now: number): DataUse => {
  try {
    const { cap, used, at } = JSON.parse(storage().getItem(key) ?? '{}') as Record<string, unknown>
    const recent = isAmount(at) && now - at < evening
    return { cap: isAmount(cap) && cap > 0 ? cap : null, used: recent && isAmount(used) ? used : 0 }
  } catch {
    return { cap: null, used: 0 }
  }
}

export const rememberUse = (storage: PlaceStorage, { cap, used }: DataUse, now: number): void => {
  try {
    storage().setItem(key, JSON.stringify({ cap, used: Math.round(used), at: now }))
  } catch {
    // Storage full or blocked: the limit lives as long as the page.
  }
}
