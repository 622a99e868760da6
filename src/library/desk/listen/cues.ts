/** A line as it is spoken. */
export interface Cue {
  /** Seconds. */
  starts: number
  ends: number
  text: string
}

/** Index of the line spoken at `at` seconds, or of the last one before it; -1 before the first. Lines are in order. */
export const cueAt = (cues: readonly Pick<Cue, 'starts'>[], at: number): number => {
  let [low, high] = [0, cues.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cues[middle]?.starts ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
