/** A place this close to where one would begin anyway is nothing to speak of, ms. */
const sameMs = 30_000

/**
 * Where one goes on after an earlier visit: the place that was left, programme time in ms; `null` where one begins elsewhere or near live.
 * @param remembered where one listened last, programme time in ms
 * @param position   where one begins now
 */
export const resumedFrom = (
  remembered: number | null,
  position: number | null,
  window: { start: number; end: number } | null,
): number | null => {
  if (remembered === null || position === null || !window) return null
  const near = window.end - remembered < sameMs
  return position === remembered && !near ? position : null
}
