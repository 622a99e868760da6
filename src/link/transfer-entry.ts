import type { Bytes } from '../shared/bytes.ts'
import type { ByteRange, Held } from './resume.ts'
import type { TransferKind, TransferWish } from './transfer.ts'

/** Bytes of a file that came from its start on, and where from. */
export interface Lane extends Held {
  chunks: Uint8Array[]
  /** The mirror whose validator it is; `null` where the file has one address only, or nothing has come. */
  place: number | null
}

export const emptyLane = (): Lane => ({ chunks: [], bytes: 0, total: null, validator: null, place: null })
/** The same bytes, to be gone on with apart. */
export const forkLane = (lane: Lane): Lane => ({ ...lane, chunks: [...lane.chunks] })
/** Drops all that came. */
export const forget = (lane: Lane): void => void Object.assign(lane, emptyLane())

export interface Waiting {
  wish: TransferWish
  resolve: (bytes: Bytes) => void
  reject: (error: unknown) => void
}

/** A file that somebody wants, or wanted. */
export interface Entry {
  key: string
  url: string
  range: ByteRange | null
  kind: TransferKind
  lane: Lane
  done: Bytes | null
  wishes: Set<Waiting>
  running: boolean
  /** Breaks off what is open for it. */
  stop: () => void
}

/** What `stop` is while nothing is open. Of this file alone: a function made elsewhere keeps all that is known there for as long as the entry lasts. */
export const idle = (): void => {}

const keyOf = (url: string, range: ByteRange | null | undefined): string =>
  range ? `${url}#${range.start}-${range.end}` : url

/** Files whole and broken off, as many as fit; those unused longest go first. */
export interface Shelf {
  find(url: string, range?: ByteRange): Entry | undefined
  /** The file's entry, a new one where there is none; it counts as used. */
  use(url: string, kind: TransferKind, range: ByteRange | null): Entry
  all(): Iterable<Entry>
  trim(): void
}

/** @param keepBytes how much is kept beside what somebody wants just now */
export const createShelf = (keepBytes: number): Shelf => {
  const entries = new Map<string, Entry>()
  return {
    find: (url, range) => entries.get(keyOf(url, range)),
    use(url, kind, range) {
      const key = keyOf(url, range)
      const entry: Entry = entries.get(key) ?? {
        ...{ key, url, range, kind },
        lane: emptyLane(),
        done: null,
        wishes: new Set(),
        running: false,
        stop: idle,
      }
      // Taken out and put in again: the map's order is the order of use.
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    all: () => entries.values(),
    trim() {
      let kept = 0
      for (const { lane } of entries.values()) kept += lane.bytes
      for (const entry of [...entries.values()]) {
        if (kept <= keepBytes) return
        if (entry.running || entry.wishes.size > 0) continue
        kept -= entry.lane.bytes
        entries.delete(entry.key)
      }
    },
  }
}
