/** What is known about the end of a live playlist. Times are ms since the epoch. */
export interface EdgeReading {
  /** Programme time of the listed end. */
  edge: number
  /** When the playlist last grew, and when it was last answered. */
  advancedAt: number
  answeredAt: number
  /** ms. */
  targetDuration: number
  ended: boolean
}

/** Answers without growth over this many target durations mean that nothing is being said. */
const silentAfter = 3

/** Whether mirrors answer but the broadcast stands still: the speaker's own link, not ours. */
export const isSilent = ({ advancedAt, answeredAt, targetDuration, ended }: EdgeReading): boolean =>
  !ended && answeredAt - advancedAt > silentAfter * targetDuration

/**
 * Programme time of what is being said now. While the playlist can't be reached the broadcast is taken to go on; when it
 * has ended or stands still, live is where it stopped.
 */
export const liveNow = (reading: EdgeReading, now: number): number =>
  reading.ended || isSilent(reading) ? reading.edge : reading.edge + Math.max(0, now - reading.advancedAt)
