/**
 * What the link carries, from all transfers together. hls.js's own estimate sees only main fragments and goes blind on the
 * voice level; this one counts every byte over the time in which a transfer was open (silence within it counts, idle time
 * does not). Bytes that were here already never pass through it.
 */
export interface Meter {
  /** Short and long memory, kbit/s; `null` before the first sample. */
  fast: number | null
  slow: number | null
  /** Not yet a sample. */
  bytes: number
  busyMs: number
  /** What the link carried on an earlier visit, kbit/s; it makes the meter no bolder than what is measured. */
  known?: number
}

export const newMeter: Meter = { fast: null, slow: null, bytes: 0, busyMs: 0 }

/** Shorter spans say more about packets than about the link, ms. */
const sampleMs = 800
/** A link that is done sooner has said enough with this much, bytes: most of a voice segment. */
const sampleBytes = 8_000
const weights = { fast: 0.4, slow: 0.12 }
const blend = (before: number | null, sample: number, weight: number): number =>
  before === null ? sample : before * (1 - weight) + sample * weight

/**
 * The meter after `bytes` came within `busyMs` of open transfers.
 * @param idle nothing is under way any more: a burst is over
 */
export const measure = (meter: Meter, bytes: number, busyMs: number, idle = false): Meter => {
  const total = { ...meter, bytes: meter.bytes + bytes, busyMs: meter.busyMs + busyMs }
  if (total.busyMs < sampleMs && !(idle && total.bytes >= sampleBytes)) return total
  const sample = (total.bytes * 8) / Math.max(1, total.busyMs)
  const before = meter.slow ?? (meter.known === undefined ? null : Math.min(meter.known, sample))
  return {
    fast: blend(meter.fast, sample, weights.fast),
    slow: blend(before, sample, weights.slow),
    bytes: 0,
    busyMs: 0,
  }
}

/** kbit/s, the lower of the two memories: quick to believe bad news, slow to believe good ones. 0 while unknown. */
export const estimateOf = ({ fast, slow }: Meter): number => Math.min(fast ?? 0, slow ?? 0)
