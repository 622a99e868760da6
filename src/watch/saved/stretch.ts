import type { ProgrammeEntry } from '../../shared/content.ts'

/** Part of the broadcast, programme times in ms. */
export interface Stretch {
  from: number
  to: number
  /** The programme's entry it is; `null` where the programme says nothing of that time. */
  entry: ProgrammeEntry | null
}

/** The entry of the programme that a moment belongs to. */
export const entryAt = (programme: readonly ProgrammeEntry[], position: number): ProgrammeEntry | null =>
  programme.find(({ starts, seconds }) => {
    const from = Date.parse(starts)
    return position >= from && position < from + seconds * 1000
  }) ?? null

/**
 * What to save at a place: all of the entry that is on, as far as it has been broadcast; where the programme says nothing, the last minutes
 * before the place.
 */
export const stretchAt = (
  programme: readonly ProgrammeEntry[],
  position: number,
  window: { start: number; end: number },
  minutes: number,
): Stretch => {
  const entry = entryAt(programme, position)
  const from = entry ? Date.parse(entry.starts) : position - minutes * 60_000
  const to = entry ? Date.parse(entry.starts) + entry.seconds * 1000 : position
  const start = Math.max(window.start, from)
  return { from: start, to: Math.max(start, Math.min(window.end, to)), entry }
}
