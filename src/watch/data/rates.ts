import type { PlayerState } from '../player/state.ts'
import type { Choice } from '../player/state-chosen.ts'
import type { Rates } from './measured.ts'

/** One segment may be a still or a storm; this much says what an hour costs, seconds. */
const enough = 8

/** kbit/s of what was measured; `null` while too little has come. */
export const rateOf = (rates: Rates, key: string): number | null => {
  const { bytes, seconds } = rates.get(key) ?? { bytes: 0, seconds: 0 }
  return seconds >= enough ? (bytes * 8) / 1000 / seconds : null
}

/** What one choice costs. */
export interface RungCost {
  choice: Choice
  /** Lines of the picture; `null` where there is none. */
  height: number | null
  /** All of it together: picture, voice, words and playlists. */
  kbps: number
  /** From segments that came; else from what the broadcast says of itself, which is its peak. */
  measured: boolean
}

/** What a broadcast says of itself, kbit/s. */
export interface Offered {
  voice: number
  /** Lowest first. */
  pictures: readonly { height: number; kbps: number }[]
}

/** Words and playlists while nothing has been measured, kbit/s: one and three on the demo broadcast. */
const usual = { text: 1, playlist: 3 }

/**
 * What each choice costs, best picture first, words last.
 * @param playlist kbit/s of playlists as measured; `null` while unknown
 */
export const rungCosts = (offered: Offered, rates: Rates, playlist: number | null): RungCost[] => {
  const words = (rateOf(rates, 'text') ?? usual.text) + (playlist ?? usual.playlist)
  const measuredVoice = rateOf(rates, 'voice')
  const voice = words + (measuredVoice ?? offered.voice)
  const pictures = offered.pictures.map(({ height, kbps }, at): RungCost => {
    const measured = rateOf(rates, String(at))
    return {
      choice: at,
      height,
      kbps: voice + (measured ?? kbps),
      measured: measured !== null && measuredVoice !== null,
    }
  })
  return [
    ...pictures.reverse(),
    { choice: 'voice', height: null, kbps: voice, measured: measuredVoice !== null },
    { choice: 'words', height: null, kbps: words, measured: rateOf(rates, 'text') !== null },
  ]
}

/** The costs of what a player offers; none before its broadcast is open. */
export const rungsOf = ({ phase, cost, pictures, rates, playlistKbps }: PlayerState): RungCost[] =>
  phase === 'ready' || phase === 'ended'
    ? rungCosts({ voice: cost.voice, pictures }, rates, playlistKbps)
    : []

/** Bytes of an hour at so many kbit/s. */
export const bytesOfAnHour = (kbps: number): number => (kbps * 1000 * 3600) / 8
