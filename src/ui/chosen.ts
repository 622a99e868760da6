/** Where it is kept that Nastaliq was fetched on this phone. */
export const fontKey = 'sada-nastaliq'
/** Where it is kept that nothing of this app is to be told from outside: `1`, or nothing. */
export const discreetKey = 'sada-discreet'

/** Whether one of these was chosen on this phone. Asked before the first paint: those who chose nothing must not wait. */
export const isChosen = (...keys: string[]): boolean => {
  try {
    return keys.some((key) => localStorage.getItem(key))
  } catch {
    return false // Storage blocked.
  }
}
