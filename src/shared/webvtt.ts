/** One timed piece of speech of a WebVTT file, in the file's own time. */
export interface VttCue {
  /** Seconds. */
  starts: number
  ends: number
  /** From `<v Name>`; `null` where nobody is named. */
  speaker: string | null
  /** Plain text; lines joined by spaces. */
  text: string
}

export interface VttFile {
  cues: VttCue[]
  /** `X-TIMESTAMP-MAP` (RFC 8216 section 3.5): file time `local` is MPEG time `mpegts`, both in seconds. */
  map: { local: number; mpegts: number } | null
}

const timePattern = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`
const timing = new RegExp(`^${timePattern}\\s+-->\\s+${timePattern}(?:\\s|$)`)
const oneTime = new RegExp(timePattern)

const secondsOf = (parts: readonly (string | undefined)[]): number => {
  const [hours = '0', minutes = '0', seconds = '0', thousandths = '0'] = parts
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
}

/** Cue text without its tags and entities (W3C WebVTT section 4.2.2). */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()

const readMap = (header: string): VttFile['map'] => {
  const line = header.split('\n').find((one) => one.startsWith('X-TIMESTAMP-MAP='))
  const local = oneTime.exec(/LOCAL:([\d:.]+)/.exec(line ?? '')?.[1] ?? '')
  const mpegts = /MPEGTS:(\d+)/.exec(line ?? '')?.[1]
  if (!local || mpegts === undefined) return null
  return { local: secondsOf(local.slice(1)), mpegts: Number(mpegts) / 90_000 }
}

/**
 * Reads the part of WebVTT that speech needs: cues with their times, voices and plain text. Styles, regions, notes and cue
 * settings are passed over; what is malformed is left out. A text that is no WebVTT has no cues.
 */
export const parseVtt = (file: string): VttFile => {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const [header = '', ...blocks] = text.split(/\n{2,}/)
  if (!/^WEBVTT(?:[ \t\n]|$)/.test(header)) return { cues: [], map: null }
  const cues = blocks.flatMap((block): VttCue[] => {
    const lines = block.replace(/^\n+/, '').split('\n')
    const at = lines.findIndex((line) => line.includes('-->'))
    const match = timing.exec(lines[at] ?? '')
    // Only an identifier may stand before the timing line.
    if (!match || at > 1) return []
    const payload = lines.slice(at + 1).join('\n')
    const [starts, ends] = [secondsOf(match.slice(1, 5)), secondsOf(match.slice(5, 9))]
    const spoken = plain(payload)
    if (spoken === '' || ends < starts) return []
    return [
      {
        starts,
        ends,
        speaker: plain(/<v(?:\.\S+)?\s+([^>]+)>/.exec(payload)?.[1] ?? '') || null,
        text: spoken,
      },
    ]
  })
  return { cues, map: readMap(header) }
}
