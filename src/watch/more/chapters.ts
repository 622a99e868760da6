import type { ProgrammeEntry } from '../../shared/content.ts'

/** A part of the programme within what can be listened to. Programme times are ms since the epoch. */
export interface Chapter {
  id: string
  title: ProgrammeEntry['title']
  /** Where it begins, or where the window does if that is later. */
  starts: number
  ends: number
}

/**
 * Parts of the programme that the window holds some of, in order. By plan: an evening that runs late has them where they were meant to be.
 */
export const chaptersOf = (
  programme: readonly ProgrammeEntry[],
  window: { start: number; end: number } | null,
): Chapter[] => {
  if (!window) return []
  return programme
    .map(({ id, title, starts, seconds }) => {
      const begins = Date.parse(starts)
      return { id, title, starts: Math.max(begins, window.start), ends: begins + seconds * 1000 }
    })
    .filter(({ starts, ends }) => ends > starts && starts < window.end)
    .sort((a, b) => a.starts - b.starts)
}

/** The chapter at a programme time; `null` between them. */
export const chapterAt = (chapters: readonly Chapter[], position: number | null): Chapter | null =>
  (position !== null &&
    chapters.filter(({ starts, ends }) => starts <= position && position < ends).at(-1)) ||
  null
