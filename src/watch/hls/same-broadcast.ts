import type { MapRef, MediaPlaylist } from './media-playlist.ts'

/** Mirrors date by the same clock; a date that is told anew may be rounded. More than this apart, ms, is another programme. */
const sameDate = 1000

/** Media sequence number of the last segment; -1 without one. */
export const lastNumber = (playlist: MediaPlaylist | null): number => playlist?.segments.at(-1)?.number ?? -1

/**
 * Whether two mirrors' playlists tell of one broadcast: the same numbers stand for the same moments. What they do not share says nothing, so a mirror
 * that lags is of the same broadcast.
 */
export const isSameBroadcast = (held: MediaPlaylist, next: MediaPlaylist): boolean => {
  const known = new Map(held.segments.map((segment) => [segment.number, segment]))
  return next.segments.every(({ number, programme, uri }) => {
    const other = known.get(number)
    if (!other) return true
    if (programme === null || other.programme === null) return uri === other.uri
    return Math.abs(programme - other.programme) < sameDate
  })
}

/** The playlist under its one name, with the one name of every file in it. What is called so already stays the same object: an evening has thousands. */
export const renamed = (
  playlist: MediaPlaylist,
  url: string,
  nameOf: (address: string) => string,
): MediaPlaylist => {
  let last: { told: MapRef; named: MapRef } | null = null
  const mapOf = (told: MapRef): MapRef => {
    if (last?.told === told) return last.named
    const uri = nameOf(told.uri)
    const before = last?.named
    const same = before?.uri === uri && before.range?.start === told.range?.start
    const named = same ? before : uri === told.uri ? told : { ...told, uri }
    last = { told, named }
    return named
  }
  const segments = playlist.segments.map((segment) => {
    const [uri, map] = [nameOf(segment.uri), segment.map && mapOf(segment.map)]
    return uri === segment.uri && map === segment.map ? segment : { ...segment, uri, map }
  })
  return { ...playlist, url, segments }
}
