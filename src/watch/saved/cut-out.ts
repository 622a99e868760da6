import type { ByteRange } from '../../link/resume.ts'
import type { Bytes } from '../../shared/bytes.ts'
import type { VttCue } from '../../shared/webvtt.ts'
import type { Segment } from '../hls/media-playlist.ts'
import type { Line } from '../words/transcript.ts'
import { type Piece, soundFile } from './sound-file.ts'

/** Files that are on this phone; `null` for one that is not. Never asks the network. */
export type Held = (url: string, range?: ByteRange) => Promise<Bytes | null>

export interface CutOut {
  file: Bytes
  cues: VttCue[]
  /** Programme times of the first and the last that is in it, ms. */
  from: number
  to: number
  /** Length of the file, and of what is missing within it. */
  seconds: number
  missing: number
}

/** Where a piece of the broadcast is in the file. */
interface Placed {
  /** Programme times, ms. */
  starts: number
  ends: number
  /** Seconds from the start of the file. */
  at: number
}

/** Place in the file of a programme time; in a hole, of what comes after it. */
const toFile = (placed: readonly Placed[], programme: number): number => {
  const piece = placed.find(({ ends }) => programme < ends) ?? placed.at(-1)
  if (!piece) return 0
  const into = Math.max(piece.starts, Math.min(programme, piece.ends)) - piece.starts
  return piece.at + into / 1000
}

/** Lines of what is in the file, in its own time; those said in a hole are left out. */
export const cuesOf = (lines: readonly Line[], placed: readonly Placed[]): VttCue[] =>
  lines
    .filter(({ starts, ends }) => placed.some((piece) => starts < piece.ends && ends > piece.starts))
    .map(({ starts, ends, speaker, text }) => ({
      starts: toFile(placed, starts),
      ends: Math.max(toFile(placed, starts) + 0.1, toFile(placed, ends)),
      speaker,
      text,
    }))

/**
 * Cuts a stretch of what is on this phone out of the broadcast, in whole segments, as one file with its words.
 * @param from programme time, ms; so is `to`
 * @returns `null` where none of it is here, or it is of a kind that cannot be written as a file (MPEG-TS)
 */
export const cutOut = async (
  segments: readonly Segment[],
  lines: readonly Line[],
  from: number,
  to: number,
  held: Held,
): Promise<CutOut | null> => {
  const wanted = segments.filter(
    ({ programme, duration }) => programme !== null && programme < to && programme + duration * 1000 > from,
  )
  const pieces: (Piece & { segment: Bytes; listed: Segment })[] = []
  for (const listed of wanted) {
    const { map, uri, range } = listed
    const init = map && (await held(map.uri, map.range ?? undefined))
    const segment = init && (await held(uri, range ?? undefined))
    if (init && segment) pieces.push({ init, segment, listed })
  }
  const made = soundFile(pieces)
  if (!made) return null
  const placed: Placed[] = []
  let at = 0
  pieces.forEach(({ listed }, index) => {
    const length = made.lengths[index]
    if (length === null || length === undefined) return
    const starts = listed.programme ?? 0
    placed.push({ starts, ends: starts + listed.duration * 1000, at })
    at += length
  })
  const [first, last] = [placed[0]?.starts ?? from, placed.at(-1)?.ends ?? to]
  const listedSeconds = wanted.reduce((sum, { duration }) => sum + duration, 0)
  const missing = Math.max(0, listedSeconds - made.seconds)
  return {
    file: made.file,
    cues: cuesOf(lines, placed),
    from: first,
    to: last,
    seconds: made.seconds,
    missing: missing < 1 ? 0 : Math.round(missing),
  }
}
