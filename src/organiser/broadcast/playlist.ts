/** Media playlists of an endless EVENT broadcast (RFC 8216bis), as functions over values. */
export interface MediaPlaylist {
  targetSeconds: number
  /** Complete segments so far; segment 0 is never removed. */
  count: number
  /** Duration of segment `n` in seconds. */
  duration(n: number): number
  uri(n: number): string
  /** Initialisation segment; none for subtitles. */
  map: string | null
  /** Milliseconds since the epoch at which segment `n` began. */
  programDateTime(n: number): number
}

/** Dates are repeated this often at least, so that a delta update still carries some. */
const dateEvery = 15
/**
 * Seconds from the end within which a delta update lists every segment. A player may use delta updates while its own
 * copy is at most half as old, so this keeps polls small even after an outage of a minute. Must be at least six
 * target durations (4.4.3.8).
 */
export const skipUntilSeconds = 120

/** Segments a delta update leaves out: those that end more than the skip boundary before the playlist's end. */
export const skippable = (playlist: MediaPlaylist): number => {
  let length = 0
  let kept = playlist.count
  while (kept > 0 && length < skipUntilSeconds) length += playlist.duration(--kept)
  return kept
}

/** EXTINF without trailing zeros: five decimals are 10 microseconds. */
const extinf = (seconds: number): string => `#EXTINF:${Number(seconds.toFixed(5))},`

const dated = (playlist: MediaPlaylist, n: number): boolean => {
  if (n % dateEvery === 0) return true
  const gap = playlist.programDateTime(n) - playlist.programDateTime(n - 1)
  return gap > playlist.targetSeconds * 1000
}

const entries = (playlist: MediaPlaylist, from: number): string[] => {
  const lines: string[] = []
  for (let n = from; n < playlist.count; n++) {
    if (dated(playlist, n))
      lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(playlist.programDateTime(n)).toISOString()}`)
    lines.push(extinf(playlist.duration(n)), playlist.uri(n))
  }
  return lines
}

/**
 * The playlist's text. With `skip`, what a request with `_HLS_skip=YES` gets: a delta update (6.2.5.1), or the whole
 * playlist where nothing can be left out.
 */
export const formatPlaylist = (playlist: MediaPlaylist, skip = false): string => {
  const skipped = skip ? skippable(playlist) : 0
  const map = playlist.map === null ? [] : [`#EXT-X-MAP:URI="${playlist.map}"`]
  return `${[
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${playlist.targetSeconds}`,
    `#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=${skipUntilSeconds}.0`,
    '#EXT-X-PLAYLIST-TYPE:EVENT',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA-SEQUENCE:0',
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : map),
    ...entries(playlist, skipped),
  ].join('\n')}\n`
}
