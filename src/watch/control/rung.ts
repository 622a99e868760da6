import type { Rung } from '../../shared/rung.ts'

/** What the listener gets at this moment. */
export interface Presence {
  /** Whether the frame on screen is a real picture. */
  picture: boolean
  /** Voice has been heard since the broadcast was opened. */
  started: boolean
  /** For how long the voice has been waiting for bytes, ms; 0 while it goes on or the listener paused it. */
  waitedMs: number
  /** How long ago the last words came, ms; `Infinity` before the first. */
  wordsAgoMs: number
}

/** Shorter waits are hiccups and change no rung, ms. */
const hiccup = 1000
/** Words come a segment at a time; after three of the usual 4 s segments none are coming, ms. */
const wordsGone = 12_000

/** The rung as people see it (DESIGN.md, promise 1). */
export const rungOf = ({ picture, started, waitedMs, wordsAgoMs }: Presence): Rung => {
  if (started && waitedMs < hiccup) return picture ? 'video' : 'voice'
  return wordsAgoMs < wordsGone ? 'text' : 'stored'
}
