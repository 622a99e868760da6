import type { MapRef, MediaPlaylist, Segment } from '../hls/media-playlist.ts'
import type { ListBlock, ListHead, TimelineRecord } from './kept-database.ts'

/**
 * What a rendition is called, the same on every mirror: its address from the multivariant playlist on. Two mirrors of one broadcast may lie
 * in folders of other names.
 */
export const renditionOf = (address: string, uri: string): string => {
  const folder = new URL('.', address).href
  return uri.startsWith(folder) ? uri.slice(folder.length) : uri
}

export const segmentKey = (timeline: string, rendition: string, number: number): string =>
  `${timeline}/${rendition}/${number}`

/** Key of an initialisation segment: named within its run, since an encoder that begins anew may use the same name. */
export const mapKey = (timeline: string, rendition: string, part: number, map: MapRef): string =>
  `${timeline}/${rendition}/map/${part}/${new URL(map.uri).pathname.split('/').at(-1)}${map.range ? `@${map.range.start}` : ''}`

export const isMapKey = (key: string): boolean => key.includes('/map/')

/** Numbered from the first segment of its playlist on: tabs that open the same broadcast at once agree on it. */
export const timelineId = ({ segments: [first] }: MediaPlaylist): string =>
  `${first?.number ?? 0}@${first?.programme ?? 0}`

const perBlock = 100
/** The blocks of a list from a number on. */
export const blocksFrom = (
  timeline: string,
  rendition: string,
  segments: readonly Segment[],
  from: number,
): ListBlock[] => {
  const first = Math.floor(from / perBlock)
  const blocks = new Map<number, Segment[]>()
  for (const segment of segments) {
    const block = Math.floor(segment.number / perBlock)
    if (block < first) continue
    const mine = blocks.get(block) ?? []
    mine.push(segment)
    blocks.set(block, mine)
  }
  return [...blocks].map(([block, mine]) => ({
    key: `${timeline}/${rendition}/${block}`,
    timeline,
    rendition,
    segments: mine,
  }))
}

/** Segments of blocks in order, each number once. */
export const joinBlocks = (blocks: readonly ListBlock[]): Segment[] => {
  const all = new Map(blocks.flatMap(({ segments }) => segments).map((one) => [one.number, one]))
  return [...all.values()].sort((a, b) => a.number - b.number)
}

/**
 * The playlist as it was last seen, of what is known of it. A playlist has no missing numbers (RFC 8216 section 4.3.3.2): where some were
 * never seen, it is the last stretch without one that has something kept, else the last.
 */
export const rebuild = (
  head: ListHead,
  segments: readonly Segment[],
  isKept: (segment: Segment) => boolean,
): MediaPlaylist => {
  const runs: Segment[][] = []
  for (const segment of segments) {
    const run = runs.at(-1)
    if (run && run.at(-1)?.number === segment.number - 1) run.push(segment)
    else runs.push([segment])
  }
  const { url, targetDuration, event, ended, skipUntil } = head
  const run = [...runs].reverse().find((one) => one.some(isKept)) ?? runs.at(-1) ?? []
  return { url, targetDuration, event, ended, skipUntil, segments: run }
}

/** Whether editions that name these addresses mean this broadcast. */
export const isNamed = (record: TimelineRecord, addresses: readonly string[]): boolean =>
  record.addresses.some((one) => addresses.includes(one))
