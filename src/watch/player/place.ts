/** Where one listened last, so that a reload goes on there. One place: there is one broadcast at a time. */

const key = 'sada-watch-place'
/** A place of another day belongs to another broadcast, ms. */
const keptFor = 12 * 3_600_000

/** What of a Storage is needed. Asked for late: where storage is blocked, its very name throws (HTML, section 12.2.3). */
export type PlaceStorage = () => Pick<globalThis.Storage, 'getItem' | 'setItem'>

/** The remembered programme time, ms; `null` where there is none of the last twelve hours. */
export const recallPlace = (storage: PlaceStorage, now: number): number | null => {
  try {
    const { position, at } = JSON.parse(storage().getItem(key) ?? '{}') as {
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
    storage().setItem(key, JSON.stringify({ position: Math.round(position), at: now }))
  } catch {
    // Storage full or blocked: the place lives as long as the page.
  }
}

/** The programme time to start at: the remembered one where the window still holds it, else `distance` seconds behind its end. */
export const startPlace = (
  remembered: number | null,
  window: { start: number; end: number },
  distance: number,
): number => {
  const live = Math.max(window.start, window.end - distance * 1000)
  return remembered !== null && remembered >= window.start && remembered < window.end ? remembered : live
}
