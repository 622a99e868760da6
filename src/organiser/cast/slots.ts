import { frameSamples } from './rungs.ts'

/**
 * One place in the broadcast's row of segments. The leanest voice makes the slots as it is heard; every other rendition
 * fills them. So all are cut alike, carry the same dates, and no picture can hold up or shorten a word.
 */
export interface Slot {
  /** Place on the media timeline, seconds since the broadcast began; pauses between runs are not in it. */
  start: number
  /** A whole segment, or less at the end of a run. */
  seconds: number
  /** When it was spoken, milliseconds since the epoch. */
  date: number
  /** First of an encoder's run, and not of the broadcast. */
  discontinuity: boolean
}

/** End of the media timeline so far, seconds. */
export const mediaEnd = (slots: readonly Slot[]): number => {
  const last = slots.at(-1)
  return last ? last.start + last.seconds : 0
}

/** When a run may say it began: as heard, but never before what was said last. */
export const runDate = (slots: readonly Slot[], heard: number): number => {
  const last = slots.at(-1)
  return Math.round(last ? Math.max(heard, last.date + last.seconds * 1000) : heard)
}

/** Slot `k` of a run that began at `start` on the media timeline and at `date` on the clock. */
export const slotOf = (
  run: { start: number; date: number; first: number },
  k: number,
  segmentSeconds: number,
  seconds = segmentSeconds,
): Slot => ({
  start: run.start + k * segmentSeconds,
  seconds,
  date: run.date + k * segmentSeconds * 1000,
  discontinuity: k === 0 && run.first > 0,
})

/** AAC frames of a run before its segment `k`: the whole number nearest to the segment's start. */
export const frameEdge = (k: number, segmentSeconds: number, sampleRate: number): number =>
  Math.round((k * segmentSeconds * sampleRate) / frameSamples)
