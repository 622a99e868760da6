import type { CapStep, DataUse } from '../data/cap.ts'
import type { Rates } from '../data/measured.ts'

/** Which rung the listener wants: as the link allows, a picture at most so large (its place from the smallest), voice or words alone. */
export type Choice = 'auto' | number | 'voice' | 'words'

/** What the listener chose, and what it comes to. */
export interface ChosenState extends DataUse {
  choice: Choice
  capStep: CapStep
  /** What segments that came have weighed. */
  rates: Rates
  /** Pictures this browser can show, lowest first; kbit/s of the picture alone, as the broadcast says. */
  pictures: readonly { height: number; kbps: number }[]
  /** What playlists take, kbit/s; `null` while unknown. */
  playlistKbps: number | null
  /** Speed chosen by hand. */
  manual: number
  /** Speed at this moment. */
  speed: number
  /** A speed above 1 came to its end at live. */
  caughtUp: boolean
  /** The listener wants to catch up after an outage. */
  catchUp: boolean
  /** Catching up is under way. */
  catching: boolean
  /** How far behind live one listens when nothing is wrong, seconds. */
  aim: number
  volume: number
  /** Languages of the transcript, and the one that is shown. */
  languages: readonly string[]
  language: string | null
  /** Where one goes on after an earlier visit, programme time in ms; `null` where it began near live. */
  resumed: number | null
}

export const initialChosen: ChosenState = {
  choice: 'auto',
  cap: null,
  used: 0,
  capStep: 'free',
  rates: new Map(),
  pictures: [],
  playlistKbps: null,
  manual: 1,
  speed: 1,
  caughtUp: false,
  catchUp: false,
  catching: false,
  aim: 20,
  volume: 1,
  languages: [],
  language: null,
  resumed: null,
}
