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
  /** The listener hears, or would if bytes came. */
  playing: boolean
  /** Since the last look: how long, ms, and what came, kbit. */
  lastedMs: number
  came: number
}

/** Taken with less voice than this, given back with more: a segment that comes and goes changes nothing, seconds. */
const take = 15
const giveBack = 30
/** A broadcast that brings nothing for so long may be gone: the edition may be elsewhere, ms. */
const patience = 15_000

/** Held before anything is known: a broadcast that is being opened is about to be heard. */
export const newRight: Right = { held: true, quietMs: 0 }

export const rightOf = (
  before: Right,
  { voiceAhead, voiceMissing, playing, lastedMs, came }: Need,
): Right => {
  const quietMs = came > 0 ? 0 : before.quietMs + lastedMs
  const wanted = playing && voiceMissing > 0 && voiceAhead < (before.held ? giveBack : take)
  return { held: wanted && quietMs < patience, quietMs }
}
