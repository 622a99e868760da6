import type { MediaPlaylist } from './media-playlist.ts'

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

/** The playlist under its one name, with the one name of every file in it. */
export const renamed = (
  playlist: MediaPlaylist,
  url: string,
  nameOf: (address: string) => string,
): MediaPlaylist => ({
  ...playlist,
  url,
  segments: playlist.segments.map((segment) => ({
    ...segment,
    uri: nameOf(segment.uri),
    map: segment.map && { ...segment.map, uri: nameOf(segment.map.uri) },
  })),
})
