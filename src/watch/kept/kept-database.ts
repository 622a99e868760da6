import type { DBSchema } from 'idb'
import type { Bytes } from '../../shared/bytes.ts'
import type { Segment } from '../hls/media-playlist.ts'
import { type Reopening, reopening } from './open-database.ts'

/** What is known of a kept file without reading it. */
export interface Fact {
  key: string
  timeline: string
  /** Bytes. */
  size: number
  /** When it was kept, ms since the epoch: the oldest goes first. */
  at: number
  /** Of the bytes: the strong validator. What does not have it any more is not played. */
  sha256: string
}

/** What is remembered of a file: an evening has thousands, and their hashes are wanted only when they are read. */
export type KeptFile = Omit<Fact, 'sha256'>

/** What a playlist says beside its segments, as it was last seen. */
export interface ListHead {
  url: string
  targetDuration: number
  event: boolean
  ended: boolean
  skipUntil: number | null
  /** ms since the epoch. */
  advancedAt: number
  answeredAt: number
}

/** One broadcast as it was dated: the same numbers with other dates are another one. */
export interface TimelineRecord {
  id: string
  /** Where it was had, as the editions named it; all equal. */
  addresses: string[]
  /** The one that answered last, and its multivariant playlist. */
  address: string
  main: string
  seenAt: number
  /** By rendition. */
  heads: Record<string, ListHead>
}

/** A hundred segments of a playlist at most: what is listed once never changes, so only the last block is written again. */
export interface ListBlock {
  key: string
  timeline: string
  rendition: string
  segments: Segment[]
}

export interface KeptSchema extends DBSchema {
  /** A file's bytes, apart from its facts, so that finding out what is here reads no voice. */
  bytes: { key: string; value: Bytes }
  facts: { key: string; value: Fact }
  lists: { key: string; value: ListBlock }
  timelines: { key: string; value: TimelineRecord }
}
export type KeptDatabase = Reopening<KeptSchema>
export const keptStores = ['bytes', 'facts', 'lists', 'timelines'] as const

export const keptName = 'sada-kept'

export const openKeptDatabase = (): KeptDatabase =>
  reopening<KeptSchema>(keptName, (database) => {
    database.createObjectStore('bytes')
    database.createObjectStore('facts', { keyPath: 'key' })
    database.createObjectStore('lists', { keyPath: 'key' })
    database.createObjectStore('timelines', { keyPath: 'id' })
  })
