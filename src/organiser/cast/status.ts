import type { Cast } from './cast.ts'
import { mediaEnd } from './slots.ts'

/** What the status tells of one rendition. */
export interface RungStatus {
  name: string
  /** Seconds sent since this start. */
  seconds: number
  /** Mean of the newest segments, bits a second; 0 where there are none. */
  bitrate: number
}
export interface Status {
  /** Since this start, milliseconds. */
  ms: number
  rungs: readonly RungStatus[]
  /** How far the newest listed word lies behind the clock, milliseconds; `null` before the first. */
  voiceLag: number | null
  /** Same for the picture that is furthest behind. */
  pictureLag: number | null
  restarts: { input: number; pictures: number; skips: number }
  /** Bytes; NaN where the system does not say. */
  free: number
}

export const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}`
}
const size = (bytes: number): string =>
  Number.isNaN(bytes) ? 'disk unknown' : `${(bytes / 1e9).toFixed(1)} GB free`
const lag = (ms: number | null): string => (ms === null ? '-' : `${(ms / 1000).toFixed(1)} s`)
const rung = ({ name, seconds, bitrate }: RungStatus): string =>
  `${name} ${Math.round(seconds)} s ${Math.round(bitrate / 1000)} kbit/s`
const restartsOf = ({ input, pictures, skips }: Status['restarts']): string =>
  `restarts ${input} input, ${pictures} pictures${skips > 0 ? `, pictures skipped ${skips}x` : ''}`

/** One line: what a person needs at a glance, voice first. */
export const statusLine = (status: Status): string =>
  [
    clock(status.ms),
    ...status.rungs.map(rung),
    `behind the clock: voice ${lag(status.voiceLag)}, pictures ${lag(status.pictureLag)}`,
    restartsOf(status.restarts),
    size(status.free),
  ].join(' | ')

/** What is said at the end. */
export const summary = (status: Status, out: string, before: number): string =>
  [
    `Sent ${clock((status.rungs[0]?.seconds ?? 0) * 1000)} of programme in ${clock(status.ms)} to ${out}${before > 0 ? `, after ${clock(before * 1000)} that lay there` : ''}.`,
    ...status.rungs.map((one) => `  ${rung(one)}`),
    `  ${restartsOf(status.restarts)}; ${size(status.free)}`,
  ].join('\n')

/** Reads a broadcast's state. `began` and `now` in milliseconds since the epoch. */
export const statusOf = (
  { lanes, before, restarts, slots }: Pick<Cast, 'lanes' | 'before' | 'restarts' | 'slots'>,
  began: number,
  now: number,
  free: number,
): Status => {
  const behind = (kind: 'voice' | 'picture') => {
    const ends = lanes
      .filter(({ rung }) => rung.kind === kind)
      .map(({ rendition: { entries } }) => entries.at(-1))
      .map((last) => (last ? last.date + last.seconds * 1000 : Number.NaN))
    const lagging = now - Math.min(...ends)
    return mediaEnd(slots) > before && Number.isFinite(lagging) ? lagging : null
  }
  return {
    ms: now - began,
    rungs: lanes.map(({ rendition: { name, entries, recent } }) => ({
      name,
      seconds: Math.max(0, entries.reduce((sum, { seconds }) => sum + seconds, 0) - before),
      bitrate: recent.seconds > 0 ? (recent.bytes * 8) / recent.seconds : 0,
    })),
    voiceLag: behind('voice'),
    pictureLag: behind('picture'),
    restarts,
    free,
  }
}
