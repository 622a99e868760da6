import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bytes } from '../../shared/bytes.ts'
import { readHeld, writeWhole } from './folder.ts'
import { type Entry, formatListing } from './listing.ts'
import type { Slot } from './slots.ts'

/** A segment ready to be written. */
export interface Packed {
  init: Bytes
  bytes: Bytes
  seconds: number
}

/** One rendition's folder: segments are written first, then the playlist that lists them. */
export interface Rendition {
  readonly name: string
  readonly entries: readonly Entry[]
  /** Entries that the playlist on disk has. */
  readonly listed: number
  /** Bytes of the newest segments and the seconds they last, for the status. */
  readonly recent: { bytes: number; seconds: number }
  /** Fills the next slot. Resolves when it is listed. */
  publish(slot: Slot, packed: Packed): Promise<void>
  end(): Promise<void>
  /** Bytes of the newest listed segment; `null` where there is none. */
  last(): Promise<{ init: Bytes; segment: Bytes } | null>
}

const recently = 8

/** Opens a rendition's folder, going on after what it holds. @throws CommandError, or what the system says */
export const openRendition = async (
  folder: string,
  name: string,
  targetSeconds: number,
): Promise<Rendition> => {
  const own = join(folder, name)
  const held = await readHeld(own)
  const entries: Entry[] = [...(held.listing?.entries ?? [])]
  let next = held.next
  let map = entries.at(-1)?.map ?? null
  let init = map === null ? null : new Uint8Array(await readFile(join(own, map)))
  const sizes: { bytes: number; seconds: number }[] = []
  let listed = entries.length
  const list = async (ended: boolean) => {
    await writeWhole(join(own, 'index.m3u8'), formatListing({ targetSeconds, entries, ended }))
    listed = entries.length
  }

  /** The initialisation segment's name: a new one where the bytes are new, for the old is served as immutable. */
  const mapFor = async (bytes: Bytes): Promise<string> => {
    if (map !== null && init !== null && Buffer.compare(init, bytes) === 0) return map
    const version = new Set(entries.map((entry) => entry.map)).size
    map = version === 0 ? 'init.mp4' : `init-${version}.mp4`
    init = bytes
    await writeWhole(join(own, map), bytes)
    return map
  }
  return {
    name,
    entries,
    get listed() {
      return listed
    },
    get recent() {
      const sum = (key: 'bytes' | 'seconds') => sizes.reduce((total, size) => total + size[key], 0)
      return { bytes: sum('bytes'), seconds: sum('seconds') }
    },
    async publish(slot, packed) {
      const uri = `s${next++}.m4s`
      const map = await mapFor(packed.init)
      await writeWhole(join(own, uri), packed.bytes)
      entries.push({ uri, map, seconds: packed.seconds, date: slot.date, discontinuity: slot.discontinuity })
      sizes.push({ bytes: packed.bytes.length, seconds: packed.seconds })
      if (sizes.length > recently) sizes.shift()
      await list(false)
    },
    end: () => (entries.length === 0 ? Promise.resolve() : list(true)),
    async last() {
      const entry = entries.at(-1)
      if (!entry) return null
      const read = async (file: string) => new Uint8Array(await readFile(join(own, file)))
      return { init: await read(entry.map), segment: await read(entry.uri) }
    },
  }
}
