import { parseVtt } from '../../shared/webvtt.ts'

/** One line of the transcript. */
export interface Line {
  /** Programme time, ms since the epoch. */
  starts: number
  ends: number
  speaker: string | null
  text: string
}

/**
 * Lines of a subtitle segment.
 * @param programme programme time of the segment's start, ms
 *
 * With a timestamp map, file time `local` is the segment's start (that is how per-segment maps are written, and what a
 * stream cut from one file amounts to); without one, times count from the segment's start.
 */
export const linesOf = (vtt: string, programme: number): Line[] => {
  const { cues, map } = parseVtt(vtt)
  const toProgramme = (seconds: number): number =>
    Math.round(programme + (seconds - (map?.local ?? 0)) * 1000)
  return cues.map(({ starts, ends, speaker, text }) => ({
    starts: toProgramme(starts),
    ends: toProgramme(ends),
    speaker,
    text,
  }))
}

/** A cue that spans two segments comes with both; rounding may move it a little. */
const sameMs = 60
const isSame = (a: Line, b: Line): boolean => a.text === b.text && Math.abs(a.starts - b.starts) <= sameMs

/** Adds lines in their places by time; what is there already is not added again. The same array where nothing was new. */
export const addLines = (lines: readonly Line[], fresh: readonly Line[]): readonly Line[] => {
  const out = [...lines]
  for (const line of fresh) {
    let at = out.length
    while (at > 0 && (out[at - 1]?.starts ?? 0) > line.starts + sameMs) at--
    let known = false
    for (let i = at - 1; i >= 0 && (out[i]?.starts ?? 0) >= line.starts - sameMs; i--) {
      const other = out[i]
      if (other && isSame(other, line)) known = true
    }
    if (known) continue
    while (at > 0 && (out[at - 1]?.starts ?? 0) > line.starts) at--
    out.splice(at, 0, line)
  }
  return out.length === lines.length ? lines : out
}

/** Index of the line spoken at a programme time, or of the last one before it; -1 before the first. */
export const lineAt = (lines: readonly Line[], time: number): number => {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.starts ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
