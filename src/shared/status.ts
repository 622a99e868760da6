import type { Rung } from './rung.ts'

/** What requests really did lately; `navigator.onLine` alone is not believed. */
export interface LinkStatus {
  /** `unknown` before the first answer, `slow` below what voice needs. */
  reach: 'unknown' | 'up' | 'slow' | 'down'
  /** When `reach` last changed, ms since the epoch; so is `heard`. */
  since: number
  /** When a request last got an answer; 0 before the first. */
  heard: number
  /** How fast bytes last came, all requests together, kbit/s; 0 while unknown. */
  kbps: number
}

/** The event by which the status sheet asks Watch to say what is broken: features do not import each other. */
export const askWhatIsBroken = 'sada-what-is-broken'

/** What the broadcast is doing, for the status line; `null` while nobody watches. */
export interface WatchStatus {
  rung: Rung
  /** Seconds behind live. */
  behind: number
  playing: boolean
  /** "Voice only" was chosen by hand. */
  pinned?: boolean
}
