/** What no player can beat on a link: computed from its trace, with perfect foresight. */
import { outageOf, stepAt, type Trace } from '../../src/organiser/weather/trace.ts'

export interface LimitOptions {
  /** Wall time looked at, from the moment the listener opens the broadcast, seconds. */
  seconds: number
  /** How far behind live one starts at most, seconds; the stream is taken to be older than that. */
  behind?: number
  /** kbit/s of the leanest voice and of the leanest picture, headers included. */
  voiceKbps: number
  videoKbps: number
}

/** Shares of the wall time, 0 to 1. */
export interface Limit {
  /** In which speech not heard before can be heard. */
  heard: number
  /** In which a picture can be shown with it, once the voice is paid for. */
  video: number
}

/** Grain of the computation, ms. */
const grain = 50
/** What stands for a link without limit, kbit/s. */
const unlimited = 1_000_000

/** kbit a trace carries in each grain, exactly. */
export const capacities = (trace: Trace, seconds: number, ms = grain): number[] => {
  const carried = Array<number>(Math.round((seconds * 1000) / ms)).fill(0)
  for (let at = 0; at < carried.length * ms; ) {
    const { step, left } = stepAt(trace, at)
    const index = Math.floor(at / ms + 1e-9)
    const span = Math.max(1e-6, Math.min(left, (index + 1) * ms - at))
    const kbps = outageOf(step) ? 0 : (step.kbps ?? unlimited)
    carried[index] = (carried[index] ?? 0) + (kbps * span) / 1000
    at += span
  }
  return carried
}

/**
 * The limit. Bytes flow in any grain (no segments, playlists, round trips); nothing is lost; speech can be fetched as soon as it
 * is spoken. Starting as far behind as allowed and never skipping is best: more speech is then always at hand. Pictures get what
 * is left over by the voice schedule that is latest without costing a syllable, each for the earliest moment not yet shown.
 */
export const limitOf = (trace: Trace, options: LimitOptions): Limit => {
  const { seconds, behind = 60, voiceKbps, videoKbps } = options
  const dt = grain / 1000
  const link = capacities(trace, seconds)
  const spokenBy = (index: number): number => behind + (index + 1) * dt

  let fetched = 0
  let heard = 0
  const heardBy = link.map((kbit, index) => {
    fetched = Math.min(fetched + kbit / voiceKbps, spokenBy(index))
    heard = Math.min(heard + dt, fetched)
    return heard
  })

  /** Speech that must have come by the end of each grain, seconds. */
  const dueBy = [...heardBy]
  for (let index = link.length - 1; index > 0; index--)
    dueBy[index - 1] = Math.max(heardBy[index - 1] ?? 0, (dueBy[index] ?? 0) - (link[index] ?? 0) / voiceKbps)

  let picturesTo = 0
  let shown = 0
  link.forEach((kbit, index) => {
    const [from, to] = [heardBy[index - 1] ?? 0, heardBy[index] ?? 0]
    const voice = ((dueBy[index] ?? 0) - (dueBy[index - 1] ?? 0)) * voiceKbps
    picturesTo = Math.max(picturesTo, from)
    picturesTo = Math.min(picturesTo + Math.max(0, kbit - voice) / videoKbps, spokenBy(index))
    shown += Math.max(0, Math.min(picturesTo, to) - from)
  })
  return { heard: Math.min(1, heard / seconds), video: Math.min(1, shown / seconds) }
}

/** Seconds until a link has carried so many kbit; `null` where it does not within `within` seconds. */
export const secondsToCarry = (trace: Trace, kbit: number, within: number): number | null => {
  let carried = 0
  for (const [index, more] of capacities(trace, within).entries()) {
    if (carried + more >= kbit) return ((index + (kbit - carried) / more) * grain) / 1000
    carried += more
  }
  return null
}
