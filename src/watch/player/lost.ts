/** A place further before the window than this is of another programme, and its listener is not told of a loss, ms. */
const sameProgramme = 30 * 60_000

/**
 * Seconds that were lost between the place one listened at and the start of what can still be listened to: the window has moved on. 0 where nothing is.
 * @param place,window programme times, ms
 */
export const lostSeconds = (place: number | null, window: { start: number } | null): number => {
  const lost = place === null || !window ? 0 : window.start - place
  return lost >= 1000 && lost <= sameProgramme ? Math.round(lost / 1000) : 0
}
