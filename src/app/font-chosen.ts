export const fontChosenKey = 'sada-nastaliq'

/** Whether Nastaliq was fetched on this phone. Asked before the first paint: those who have none must not wait for a cache. */
export const isFontChosen = (): boolean => {
  try {
    return localStorage.getItem(fontChosenKey) !== null
  } catch {
    return false // Storage blocked.
  }
}
