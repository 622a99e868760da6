/** Whether the voice's list does as it is for a while, since one costs as much as a third of a second of voice. */

export interface ListNeed {
  /** Nobody hears the voice: its list tells of nothing but the time. */
  wordsOnly: boolean
  /** The voice needs the link (`right-of-way.ts`). */
  held: boolean
  /** The link carries the voice and little beside it. */
  thin: boolean
  /** Voice on this phone ahead of the place, and listed beyond it, seconds. */
  voiceAhead: number
  voiceMissing: number
}

/** So much more listed than is here, where the voice needs the link; so much here, where all that is listed is. Seconds. */
const enough = { listed: 40, here: 48 }

/** On a link that is not thin it never does: what was not listed before a hole is missed in it (8 s on the trace metro-190). */
export const isListEnough = ({ wordsOnly, held, thin, voiceAhead, voiceMissing }: ListNeed): boolean =>
  wordsOnly ||
  (held && voiceMissing > enough.listed) ||
  (thin && voiceMissing <= 0 && voiceAhead > enough.here)
