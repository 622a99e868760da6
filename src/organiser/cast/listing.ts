/** A rendition's media playlist as it grows on disk (RFC 8216bis section 4.4), as functions over values. */
export interface Entry {
  uri: string
  /** Seconds of media. */
  seconds: number
  /** When its first moment was spoken, milliseconds since the epoch. */
  date: number
  /** Another encoder run began here: times and formats need not continue. */
  discontinuity: boolean
  /** Its initialisation segment. */
  map: string
}
export interface Listing {
  targetSeconds: number
  entries: readonly Entry[]
  ended: boolean
}

/** Dates are repeated this often; a reader derives the others from durations. */
const dateEvery = 15

/** EXTINF with 10 microseconds. */
const inSeconds = (seconds: number): number => Number(seconds.toFixed(5))

/** An EVENT playlist: it only ever grows at its end, and nothing is removed from it (4.4.3.5). */
export const formatListing = ({ targetSeconds, entries, ended }: Listing): string => {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${targetSeconds}`,
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA-SEQUENCE:0',
  ]
  let map: string | null = null
  for (const [n, entry] of entries.entries()) {
    if (entry.discontinuity && n > 0) lines.push('#EXT-X-DISCONTINUITY')
    if (entry.map !== map) lines.push(`#EXT-X-MAP:URI="${entry.map}"`)
    map = entry.map
    if (n % dateEvery === 0 || entry.discontinuity)
      lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(entry.date).toISOString()}`)
    lines.push(`#EXTINF:${inSeconds(entry.seconds)},`, entry.uri)
  }
  if (ended) lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}

/** Reads back what `formatListing` wrote. @throws where it is no media playlist with dates and an initialisation segment */
export const parseListing = (text: string): Listing => {
  const lines = text.split('\n')
  const targetSeconds = Number(/^#EXT-X-TARGETDURATION:(\d+)$/m.exec(text)?.[1])
  if (lines[0] !== '#EXTM3U' || !(targetSeconds > 0)) throw new Error('not a media playlist')
  const entries: Entry[] = []
  let [date, seconds, discontinuity, map] = [Number.NaN, Number.NaN, false, '']
  for (const line of lines) {
    const value = line.slice(line.indexOf(':') + 1)
    if (line === '#EXT-X-DISCONTINUITY') discontinuity = true
    else if (line.startsWith('#EXT-X-MAP:')) map = /URI="([^"]+)"/.exec(line)?.[1] ?? ''
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) date = Date.parse(value)
    else if (line.startsWith('#EXTINF:')) seconds = Number.parseFloat(value)
    else if (line && !line.startsWith('#')) {
      if (!(seconds >= 0) || Number.isNaN(date) || !map) throw new Error(`${line} has no length, date or map`)
      entries.push({ uri: line, seconds, date, discontinuity, map })
      date += seconds * 1000
      discontinuity = false
    }
  }
  return { targetSeconds, entries, ended: lines.includes('#EXT-X-ENDLIST') }
}
