import type { Sample } from './sample.ts'

/** Seconds, and shares from 0 to 1 of the wall time. */
export interface Score {
  /** Share in which speech not heard before was heard. */
  heard: number
  /** Programme between the first and the last word heard that was never heard. */
  skipped: number
  /** Programme heard again. */
  repeated: number
  /** Silences after the first word, and their sum. */
  stalls: number
  stalled: number
  /** From opening the broadcast; `null` where nothing was heard. */
  firstVoice: number | null
  /** Distance to live of the last place; `null` where it is not known. */
  behind: number | null
  /** Share in which moving pictures were shown with the voice. */
  video: number
}

/** A shorter silence is a hiccup of the sampler or the machine, seconds. */
const hiccup = 0.25
/** hls.js goes over holes of up to 0.1 s between segments; a jump longer than this is speech lost or said twice, seconds. */
const seam = 0.15
/** Programme time is read a render later than media time; only a larger difference means another place, ms. */
const renderLag = 400
/** More pictures a second than a slate (2) or a still (1) has, and fewer than the leanest picture (12). */
const moving = 5

type Span = [from: number, to: number]

/** Spans that overlap or nearly touch, as one; sorted. */
const union = (spans: readonly Span[]): Span[] => {
  const joined: Span[] = []
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (last && from <= last[1] + 0.02) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0)

/** Place in the programme of every sample, seconds; media time takes over the offset first seen, until it really changes. */
const placesOf = (samples: readonly Sample[]): number[] => {
  let offset = samples.find((sample) => sample.offset !== null)?.offset ?? 0
  return samples.map((sample) => {
    if (sample.offset !== null && Math.abs(sample.offset - offset) > renderLag) offset = sample.offset
    return sample.time + offset / 1000
  })
}

/**
 * @param samples in order of time
 * @param from when the broadcast was opened, ms since the epoch
 * @param seconds wall time from there
 */
export const scoreOf = (samples: readonly Sample[], from: number, seconds: number): Score => {
  const seen = samples.filter(({ at }) => at >= from && at <= from + seconds * 1000)
  const places = placesOf(seen)
  const spans: Span[] = []
  const silences: number[] = []
  let firstVoice: number | null = null
  let silence = 0
  let shown = 0
  let second = 0
  for (let i = 1; i < seen.length; i++) {
    const [before, now] = [seen[i - 1], seen[i]]
    const [start, end] = [places[i - 1], places[i]]
    if (!before || !now || start === undefined || end === undefined) continue
    const wall = (now.at - before.at) / 1000
    const moved = end - start
    // As fast as speech goes, with room for a clock that is read late.
    const heard = now.playing && now.audible !== false && moved > 0.001 && moved < wall * 1.3 + 0.1
    while ((seen[second]?.at ?? now.at) < now.at - 1000) second++
    if (heard) {
      spans.push([start, end])
      firstVoice ??= (before.at - from) / 1000
      silences.push(silence)
      silence = 0
      if (now.frames - (seen[second]?.frames ?? 0) >= moving) shown += wall
    } else if (firstVoice !== null) silence += wall
  }
  silences.push(silence)
  const stalls = silences.filter((length) => length >= hiccup)
  const once = union(spans)
  const gaps = once.slice(1).map(([start], index) => start - (once[index]?.[1] ?? start))
  const heard = lengthOf(once)
  const repeated = lengthOf(spans) - heard
  const last = seen.at(-1)
  const known = last?.offset !== null && last !== undefined
  return {
    heard: Math.min(1, heard / seconds),
    skipped: gaps.filter((gap) => gap > seam).reduce((sum, gap) => sum + gap, 0),
    repeated: repeated > seam ? repeated : 0,
    stalls: stalls.length,
    stalled: stalls.reduce((sum, length) => sum + length, 0),
    firstVoice,
    behind: known ? last.at / 1000 - (places.at(-1) ?? 0) : null,
    video: shown / seconds,
  }
}
