import type { TransferKind } from '../../link/transfer.ts'
import type { Rung } from '../../shared/rung.ts'
import type { Trouble } from './diagnose.ts'
import { type ChosenState, initialChosen } from './state-chosen.ts'

/** What takes bytes. */
export type ByteKind = TransferKind | 'playlist'

/** All that screens need to know about the broadcast. Programme times are ms since the epoch, distances seconds. */
export interface PlayerState extends ChosenState {
  /** `unreachable`: no address has answered yet; we keep asking. */
  phase: 'connecting' | 'unreachable' | 'ready' | 'ended'
  rung: Rung
  /** "Voice only", chosen by hand. */
  pinned: boolean
  /** The listener wants to hear. */
  wanted: boolean
  /** Wanted, but waiting for bytes. */
  waiting: boolean
  /** The browser wants a tap before there is sound. */
  blocked: boolean
  /** No Media Source Extensions: the words still work. */
  unsupported: boolean
  muted: boolean
  /** Place one listens at. */
  position: number | null
  /** What can be listened to. */
  window: { start: number; end: number } | null
  /** Distance to live. */
  behind: number
  /** Its playlists have ended: there is no live, only an end. */
  over: boolean
  /** No address has answered since this was opened: what is heard is what this phone kept. */
  fromKept: boolean
  /** Where what this phone kept goes on, while the place is not among it. */
  heldAgain: number | null
  /** Where the voice stopped for want of bytes. */
  cutAt: number | null
  /** The broadcast's end, when its playlist goes on being answered but not growing: the speaker's own link is down. */
  silentSince: number | null
  /** What is wrong and whose link it is, once the code that tells is there. */
  trouble: Trouble | null
  /** Seconds that the window moved past while one was away; 0 where nothing was lost. */
  lost: number
  voiceAhead: number
  pictureAhead: number
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps: number
  bytes: Readonly<Record<ByteKind, number>>
  /** kbit/s of the voice and of the best picture, for showing what a rung costs; 0 while unknown. */
  cost: { voice: number; video: number }
}

export const initialState: PlayerState = {
  ...initialChosen,
  phase: 'connecting',
  rung: 'stored',
  pinned: false,
  wanted: false,
  waiting: false,
  blocked: false,
  unsupported: false,
  muted: false,
  position: null,
  window: null,
  behind: 0,
  over: false,
  fromKept: false,
  heldAgain: null,
  cutAt: null,
  silentSince: null,
  trouble: null,
  lost: 0,
  voiceAhead: 0,
  pictureAhead: 0,
  kbps: 0,
  bytes: { text: 0, voice: 0, video: 0, playlist: 0 },
  cost: { voice: 0, video: 0 },
}
