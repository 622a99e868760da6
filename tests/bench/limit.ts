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
  /** What comes before the voice all the time, kbit/s: words and lists. */
  firstKbps?: number
  /** Voice and pictures come in whole segments of so many seconds, listed when they have been spoken; 0 lets them flow. */
  segmentSeconds?: number
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

/** The same in seconds. */
const dt = grain / 1000

/**
 * Speech that can have been heard by the end of each grain, seconds, and, as a staircase, that must have come by then for it.
 * Starting as far behind as allowed and never skipping is best: more speech is then always at hand.
 */
const voiceOf = (link: readonly number[], { behind = 60, voiceKbps, segmentSeconds = 0 }: LimitOptions) => {
  let fetched = 0
  let heard = 0
  const heardBy: number[] = []
  const neededBy: number[] = []
  for (const [index, kbit] of link.entries()) {
    const spoken = behind + (index + 1) * dt
    const listed = segmentSeconds > 0 ? Math.floor((spoken + 1e-9) / segmentSeconds) * segmentSeconds : spoken
    fetched = Math.min(fetched + kbit / voiceKbps, listed)
    const whole =
      segmentSeconds > 0 ? Math.floor((fetched + 1e-9) / segmentSeconds) * segmentSeconds : fetched
    heard = Math.min(heard + dt, whole)
    heardBy.push(heard)
    neededBy.push(segmentSeconds > 0 ? Math.ceil((heard - 1e-9) / segmentSeconds) * segmentSeconds : heard)
  }
  return { heardBy, neededBy }
}

/** What each grain has left over, kbit, by the voice schedule that is latest without costing a syllable. */
const leftOver = (link: readonly number[], neededBy: readonly number[], voiceKbps: number): number[] => {
  const dueBy = [...neededBy]
  for (let index = link.length - 1; index > 0; index--)
    dueBy[index - 1] = Math.max(dueBy[index - 1] ?? 0, (dueBy[index] ?? 0) - (link[index] ?? 0) / voiceKbps)
  return link.map((kbit, index) =>
    Math.max(0, kbit - ((dueBy[index] ?? 0) - (dueBy[index - 1] ?? 0)) * voiceKbps),
  )
}

/** Seconds of pictures that flow: each byte for the earliest moment not yet shown. */
const flowing = (
  left: readonly number[],
  heardBy: readonly number[],
  { behind = 60, videoKbps }: LimitOptions,
): number => {
  let to = 0
  let shown = 0
  for (const [index, kbit] of left.entries()) {
    const [from, until] = [heardBy[index - 1] ?? 0, heardBy[index] ?? 0]
    to = Math.min(Math.max(to, from) + kbit / videoKbps, behind + (index + 1) * dt)
    shown += Math.max(0, Math.min(to, until) - from)
  }
  return shown
}

/**
 * Seconds of pictures in whole segments, each here before it is played: as many as possible. All are of one size, and what is listed
 * earlier is played earlier; so the first of them that can be in time is always a best next one (exchange of two neighbours).
 */
const inSegments = (left: readonly number[], heardBy: readonly number[], options: LimitOptions): number => {
  const { behind = 60, videoKbps, segmentSeconds = 0 } = options
  const size = videoKbps * segmentSeconds
  const end = heardBy.at(-1) ?? 0
  let [grainAt, used, shown] = [0, 0, 0]
  let playedAt = 0
  for (let start = 0; start < end; start += segmentSeconds) {
    while (playedAt < heardBy.length && (heardBy[playedAt] ?? 0) <= start + 1e-9) playedAt++
    const listedAt = Math.max(0, Math.ceil((start + segmentSeconds - behind) / dt - 1e-9))
    let [index, taken] = listedAt > grainAt ? [listedAt, 0] : [grainAt, used]
    let missing = size
    for (; index < playedAt && missing > 1e-9; ) {
      const more = Math.min(missing, (left[index] ?? 0) - taken)
      missing -= more
      taken += more
      if (missing > 1e-9) [index, taken] = [index + 1, 0]
    }
    if (missing > 1e-9) continue
    ;[grainAt, used] = [index, taken]
    shown += Math.min(segmentSeconds, end - start)
  }
  return shown
}

/**
 * The limit. No playlists, no round trips; nothing is lost. The voice comes first: pictures get what is left over by the voice schedule that is
 * latest without costing a syllable.
 */
export const limitOf = (trace: Trace, options: LimitOptions): Limit => {
  const { seconds, voiceKbps, segmentSeconds = 0, firstKbps = 0 } = options
  const link = capacities(trace, seconds).map((kbit) => Math.max(0, kbit - firstKbps * dt))
  const { heardBy, neededBy } = voiceOf(link, options)
  const left = leftOver(link, neededBy, voiceKbps)
  const shown = segmentSeconds > 0 ? inSegments(left, heardBy, options) : flowing(left, heardBy, options)
  return { heard: Math.min(1, (heardBy.at(-1) ?? 0) / seconds), video: Math.min(1, shown / seconds) }
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
