import { ProblemError } from '../../shared/problem.ts'
import { numberOf, parseAttributes } from './attributes.ts'

export interface ByteSpan {
  start: number
  /** The byte after the last one. */
  end: number
}

export interface MapRef {
  uri: string
  range: ByteSpan | null
}

export interface Segment {
  /** Media sequence number. */
  number: number
  uri: string
  range: ByteSpan | null
  /** Seconds. */
  duration: number
  /** Programme time of its start, ms since the epoch; `null` where the playlist never says. */
  programme: number | null
  /** Discontinuity sequence number. */
  part: number
  map: MapRef | null
}

/** A media playlist (RFC 8216 section 4.3.3), with what skipped segments (delta updates) stand for filled in. */
export interface MediaPlaylist {
  url: string
  targetDuration: number
  segments: readonly Segment[]
  ended: boolean
  event: boolean
  /** How far from the end older segments may be asked to be skipped, seconds; `null` where they may not. */
  skipUntil: number | null
}

const refuse = (why: string): never => {
  throw new ProblemError('manifest', why)
}

/** `length@offset` (RFC 8216 section 4.3.2.2); without offset it goes on after `previous`. */
const byteSpan = (text: string, previous: number): ByteSpan => {
  const [length = 0, offset = previous] = text.split('@').map(Number)
  return { start: offset, end: offset + length }
}

/** Programme times also for segments before the first one that tells its own. */
const fillProgramme = (segments: Segment[]): void => {
  const first = segments.findIndex(({ programme }) => programme !== null)
  for (let at = first - 1; at >= 0; at--) {
    const [segment, next] = [segments[at], segments[at + 1]]
    if (segment && next && next.programme !== null)
      segment.programme = next.programme - segment.duration * 1000
  }
}

/**
 * Reads a media playlist. A delta update (`EXT-X-SKIP`, RFC 8216bis section 4.4.5.2) is filled in from `previous`.
 * @throws ProblemError `manifest` where it is no media playlist or skips what we do not hold
 */
export const parseMediaPlaylist = (text: string, url: string, previous?: MediaPlaylist): MediaPlaylist => {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (!lines[0]?.startsWith('#EXTM3U')) refuse('not a playlist')
  const playlist = { url, targetDuration: 0, ended: false, event: false, skipUntil: null as number | null }
  const segments: Segment[] = []
  let number = 0
  let part = 0
  let duration: number | null = null
  let programme: number | null = null
  let map: MapRef | null = null
  let range: ByteSpan | null = null
  let rangeEnd = 0

  const skip = (count: number) => {
    const from = previous?.segments.findIndex((segment) => segment.number === number) ?? -1
    const held = from < 0 ? [] : (previous?.segments.slice(from, from + count) ?? [])
    if (held.length < count) refuse('skips what is not held')
    // Those without a programme time get one below; the others are the same ones, of which an evening has thousands.
    segments.push(...held.map((segment) => (segment.programme === null ? { ...segment } : segment)))
    const last = segments.at(-1)
    if (!last) return
    number = last.number + 1
    part = last.part
    map = last.map
    programme = last.programme === null ? null : last.programme + last.duration * 1000
  }

  for (const line of lines) {
    const value = line.slice(line.indexOf(':') + 1)
    if (line.startsWith('#EXTINF:')) duration = Number.parseFloat(value)
    else if (line.startsWith('#EXT-X-TARGETDURATION:')) playlist.targetDuration = Number(value)
    else if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) number = Number(value)
    else if (line.startsWith('#EXT-X-DISCONTINUITY-SEQUENCE:')) part = Number(value)
    else if (line === '#EXT-X-DISCONTINUITY') part++
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) programme = Date.parse(value)
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = byteSpan(value, rangeEnd)
    else if (line === '#EXT-X-ENDLIST') playlist.ended = true
    else if (line === '#EXT-X-PLAYLIST-TYPE:EVENT') playlist.event = true
    else if (line.startsWith('#EXT-X-SERVER-CONTROL:'))
      playlist.skipUntil = numberOf(parseAttributes(line), 'CAN-SKIP-UNTIL')
    else if (line.startsWith('#EXT-X-SKIP:'))
      skip(numberOf(parseAttributes(line), 'SKIPPED-SEGMENTS') ?? refuse('skips what'))
    else if (line.startsWith('#EXT-X-MAP:')) {
      const attributes = parseAttributes(line)
      const bytes = attributes.get('BYTERANGE')
      const next = {
        uri: new URL(attributes.get('URI') ?? '', url).href,
        range: bytes === undefined ? null : byteSpan(bytes, 0),
      }
      // Told anew by some before every segment.
      if (!map || map.uri !== next.uri || map.range?.start !== next.range?.start) map = next
    } else if (line !== '' && !line.startsWith('#') && duration !== null) {
      segments.push({ number, uri: new URL(line, url).href, range, duration, programme, part, map })
      if (programme !== null) programme += duration * 1000
      rangeEnd = range?.end ?? 0
      number++
      duration = null
      range = null
    }
  }
  if (playlist.targetDuration <= 0) refuse('no target duration')
  fillProgramme(segments)
  return { ...playlist, segments }
}

const spanOf = ({ start, end }: ByteSpan): string => `${end - start}@${start}`

const mapLine = ({ uri, range }: MapRef): string =>
  `#EXT-X-MAP:URI="${uri}"${range ? `,BYTERANGE="${spanOf(range)}"` : ''}`

/**
 * Writes a playlist that reads as the same segments; every address absolute, every programme time told.
 * @param blocking whoever answers waits for a segment that is asked for by `_HLS_msn` (RFC 8216bis section 6.2.5.2)
 */
export const renderMediaPlaylist = (playlist: MediaPlaylist, { blocking = false } = {}): string => {
  const { segments } = playlist
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${playlist.targetDuration}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.number ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments[0]?.part ?? 0}`,
    ...(blocking ? ['#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES'] : []),
    ...(playlist.event ? ['#EXT-X-PLAYLIST-TYPE:EVENT'] : []),
  ]
  let before: Segment | null = null
  for (const segment of segments) {
    const { map, range, programme } = segment
    if (before && before.part !== segment.part) lines.push('#EXT-X-DISCONTINUITY')
    if (map && (before?.map?.uri !== map.uri || before.map.range?.start !== map.range?.start))
      lines.push(mapLine(map))
    if (programme !== null) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(programme).toISOString()}`)
    if (range) lines.push(`#EXT-X-BYTERANGE:${spanOf(range)}`)
    lines.push(`#EXTINF:${segment.duration.toFixed(5)},`, segment.uri)
    before = segment
  }
  if (playlist.ended) lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}

/** As much of a playlist as is heard at `from` (programme time, ms) or later; all of it where it never tells a programme time. */
export const listedFrom = (playlist: MediaPlaylist, from: number): MediaPlaylist => {
  const { segments } = playlist
  const first = segments.findIndex(
    ({ programme, duration }) => programme === null || programme + duration * 1000 > from,
  )
  return first > 0 ? { ...playlist, segments: segments.slice(first) } : playlist
}

/** Programme time of a playlist's end, ms since the epoch; `null` without segments or programme times. */
export const edgeOf = ({ segments }: MediaPlaylist): number | null => {
  const last = segments.at(-1)
  return last && last.programme !== null ? last.programme + last.duration * 1000 : null
}
