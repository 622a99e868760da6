/** When the voice needs the whole link, so that even the edition waits: a function over simulated time. */

export interface Right {
  held: boolean
  /** For how long nothing at all has come, ms. */
  quietMs: number
}

export interface Need {
  /** Voice on this phone ahead of the place, and listed beyond it, seconds. */
  voiceAhead: number
  voiceMissing: number
  /** What the link carries, 0 while unknown, and the voice, kbit/s. */
  kbps: number
  voice: number
  /** The listener hears, or would if bytes came. */
  playing: boolean
  /** Since the last look: how long, ms, and what came, kbit. */
  lastedMs: number
  came: number
}

/** Taken with less voice than this, given back with more: a segment that comes and goes changes nothing, seconds. */
const take = 15
const giveBack = 30
/** A link of less than so many voices is thin. */
const voices = 4
/** A broadcast that brings nothing for so long may be gone: the edition may be elsewhere, ms. */
const patience = 30_000

/** Held before anything is known: a broadcast that is being opened is about to be heard. */
export const newRight: Right = { held: true, quietMs: 0 }

/** Whether a link carries the voice and little beside it; both in kbit/s, the link 0 while unknown. */
export const isThin = (kbps: number, voice: number): boolean => kbps > 0 && kbps < voices * voice

export const rightOf = (before: Right, need: Need): Right => {
  const { voiceAhead, voiceMissing, kbps, voice, playing, lastedMs, came } = need
  const quietMs = came > 0 ? 0 : before.quietMs + lastedMs
  // Near live all that is listed is soon here, but on a thin link for a moment only.
  const thin = voiceMissing > 0 || isThin(kbps, voice)
  const wanted = playing && thin && voiceAhead < (before.held ? giveBack : take)
  return { held: wanted && quietMs < patience, quietMs }
}
