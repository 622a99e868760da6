/** Where one was in a text (fraction from 0 to 1) or in a recording (seconds). */
const prefix = 'sada-place:'

/** The remembered place, or 0. */
export const placeOf = (name: string): number => {
  try {
    const place = Number(localStorage.getItem(prefix + name))
    return Number.isFinite(place) && place > 0 ? place : 0
  } catch {
    return 0 // Storage blocked: every visit begins at the beginning.
  }
}

const lastKey = 'sada-last'

/** Id of the item that was opened last; `null` where there is none. */
export const lastItem = (): string | null => {
  try {
    return localStorage.getItem(lastKey)
  } catch {
    return null // As below.
  }
}
export const rememberItem = (id: string): void => {
  try {
    localStorage.setItem(lastKey, id)
  } catch {
    // As below.
  }
}

/** Remembers a place; 0 forgets it. */
export const rememberPlace = (name: string, place: number): void => {
  try {
    if (place > 0) localStorage.setItem(prefix + name, place.toFixed(4))
    else localStorage.removeItem(prefix + name)
  } catch {
    // As above.
  }
}
