/** Subtitles of the loop (WebVTT) and their cutting into HLS segments (RFC 8216bis section 3.1.4). */
export interface Cue {
  id: string
  /** Seconds from the loop's start. */
  starts: number
  ends: number
  text: string
}

const clockRate = 90_000
/** MPEG-2 timestamps have 33 bits and start again after 26.5 hours. */
const wrap = 2 ** 33

/** `hh:mm:ss.mmm` of a time in seconds. */
export const timestamp = (seconds: number): string => {
  const ms = Math.round(seconds * 1000)
  const pad = (value: number, width: number) => String(Math.floor(value)).padStart(width, '0')
  return `${pad(ms / 3_600_000, 2)}:${pad((ms / 60_000) % 60, 2)}:${pad((ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`
}

/** Counted in whole milliseconds, so that a time read back is the number that was written. */
const seconds = (text: string): number =>
  text
    .replace('.', '')
    .split(':')
    .map(Number)
    .reduce((sum, part, index) => sum + part * ([3_600_000, 60_000, 1][index] ?? 0), 0) / 1000

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const plainText = (text: string) =>
  text.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

const block = ({ id, starts, ends, text }: Cue): string =>
  `${id}\n${timestamp(starts)} --> ${timestamp(ends)}\n${escapeText(text)}\n`

/** A WebVTT file of whole cues. */
export const formatVtt = (cues: readonly Cue[]): string => ['WEBVTT\n', ...cues.map(block)].join('\n')

/** Cues of a file written by `formatVtt`: one identifier, one timing line and text each; other blocks are passed over. */
export const parseVtt = (file: string): Cue[] =>
  file.split(/\n\n+/).flatMap((part) => {
    const [id, timing, ...text] = part.trim().split('\n')
    const [from, to] = timing?.split(' --> ') ?? []
    if (!id || !from || !to) return []
    return [{ id, starts: seconds(from), ends: seconds(to), text: plainText(text.join('\n')) }]
  })

/**
 * The subtitle segment that starts `loopStart` seconds into the loop and `mediaStart` seconds into the broadcast's
 * media timeline. A cue is in every segment it overlaps, each time with its whole duration, as the specification
 * asks. Cue times are those of the loop; the timestamp map says which media time the loop time of the segment's
 * start is, so a reader needs nothing but this segment and its place in the playlist.
 */
export const cutVtt = (
  cues: readonly Cue[],
  loopStart: number,
  length: number,
  mediaStart: number,
): string => {
  const map = `X-TIMESTAMP-MAP=LOCAL:${timestamp(loopStart)},MPEGTS:${(mediaStart * clockRate) % wrap}`
  const inside = cues.filter(({ starts, ends }) => starts < loopStart + length && ends > loopStart)
  return [`WEBVTT\n${map}\n`, ...inside.map(block)].join('\n')
}
