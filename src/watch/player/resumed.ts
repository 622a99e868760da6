import type { ChosenState } from './state-chosen.ts'

/** A place this close to where one would begin anyway is nothing to speak of, ms. */
const sameMs = 30_000

/**
 * What is to be said about the place one begins at: that it is the one left, or that what followed it is no longer listed.
 * @param remembered where one listened last, programme time in ms
 * @param position   where one begins now
 */
export const resumedFrom = (
  remembered: number | null,
  position: number | null,
  window: { start: number; end: number } | null,
): Pick<ChosenState, 'resumed' | 'missed'> => {
  if (remembered === null || position === null || !window) return { resumed: null, missed: 0 }
  if (remembered < window.start) return { resumed: null, missed: (window.start - remembered) / 1000 }
  const near = window.end - remembered < sameMs
  return { resumed: position === remembered && !near ? position : null, missed: 0 }
}
