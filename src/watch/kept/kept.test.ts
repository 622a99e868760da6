import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bytes } from '../../shared/bytes.ts'
import { goesOn } from '../hls/goes-on.ts'
import type { MediaPlaylist, Segment } from '../hls/media-playlist.ts'
import { heldFrom, heldPlace } from '../player/held.ts'
import { openKeep } from './keep.ts'
import { type KeptFile, openKeptDatabase } from './kept-database.ts'
import { evict, roomFor } from './room.ts'
import { blocksFrom, joinBlocks, rebuild, renditionOf } from './timeline.ts'

const address = 'https://m1.example/live/main.m3u8'
const url = 'https://m1.example/live/voice/list.m3u8'
const began = Date.UTC(2026, 0, 7, 16)

const segment = (number: number, start = began): Segment => ({
  number,
  uri: new URL(`s${number}.m4s`, url).href,
  range: null,
  duration: 4,
  programme: start + number * 4000,
  part: 0,
  map: { uri: new URL('init.mp4', url).href, range: null },
})
const playlist = (from: number, to: number, start = began): MediaPlaylist => ({
  url,
  targetDuration: 4,
  ended: false,
  event: true,
  skipUntil: null,
  segments: Array.from({ length: to - from }, (_, at) => segment(from + at, start)),
})
const bytesOf = (number: number, size = 1000): Bytes => new Uint8Array(size).fill(number % 251)
const seen = (list: MediaPlaylist) => ({ playlist: list, advancedAt: 1, answeredAt: 2 })
const roomy = async () => ({ quota: 10e9, usage: 0 })

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

const open = (options: Partial<Parameters<typeof openKeep>[0]> = {}) =>
  openKeep({ database: openKeptDatabase(), addresses: ['/live/main.m3u8'], estimate: roomy, ...options })

/** A page that listened to `[from, to)` and was closed. */
const listened = async (from: number, to: number, start = began): Promise<void> => {
  const keep = await open()
  keep.begin(address, '#EXTM3U')
  const list = playlist(0, to + 10, start)
  keep.learn(seen(list))
  for (let n = from; n < to; n++) keep.offer(segment(n).uri, undefined, bytesOf(n))
  keep.offer(new URL('init.mp4', url).href, undefined, bytesOf(200))
  await keep.flush()
  keep.close()
}

describe('the keep', () => {
  it('gives a later page what an earlier one heard, with the playlist around it', async () => {
    await listened(5, 9)
    const keep = await open()
    const recalled = keep.recall()
    expect(recalled?.address).toBe(address)
    const primed = recalled?.primed.get(url)
    expect(primed?.playlist).toEqual(playlist(0, 19))
    expect(await keep.read(segment(7).uri)).toEqual(bytesOf(7))
    expect(keep.has(segment(9).uri)).toBe(false)
    expect(await keep.read(new URL('init.mp4', url).href)).toEqual(bytesOf(200))
  })

  it('goes on under another mirror of the same broadcast, also where the edition names more of them', async () => {
    await listened(5, 9)
    const keep = await open({ addresses: ['https://m2.example/x/main.m3u8', '/live/main.m3u8'] })
    keep.begin('https://m2.example/x/main.m3u8', '#EXTM3U')
    const elsewhere = (uri: string) => uri.replace('https://m1.example/live/', 'https://m2.example/x/')
    const { segments, ...rest } = playlist(0, 30)
    keep.learn(
      seen({
        ...rest,
        url: elsewhere(url),
        segments: segments.map((one) => ({ ...one, uri: elsewhere(one.uri) })),
      }),
    )
    expect(await keep.read(elsewhere(segment(6).uri))).toEqual(bytesOf(6))
  })

  it('never gives the voice of another evening, though numbers and addresses are the same', async () => {
    await listened(5, 9)
    const keep = await open()
    keep.begin(address, '#EXTM3U')
    keep.learn(seen(playlist(0, 30, began + 86_400_000)))
    expect(keep.has(segment(6).uri)).toBe(false)
    expect(await keep.read(segment(6).uri)).toBeNull()
  })

  it('takes no byte for kept that is not what was kept', async () => {
    await listened(5, 9)
    const database = openKeptDatabase()
    await database.use(async (db) => {
      for (const key of await db.getAllKeys('bytes')) await db.put('bytes', new Uint8Array(3), key)
    })
    const keep = await open()
    keep.recall()
    expect(await keep.read(segment(7).uri)).toBeNull()
    expect(keep.has(segment(7).uri)).toBe(false)
  })

  it('lets the oldest go where there is little room, and goes on', async () => {
    let at = 0
    const keep = await open({ estimate: async () => ({ quota: 60_000, usage: 0 }), now: () => ++at })
    keep.begin(address, '#EXTM3U')
    keep.learn(seen(playlist(0, 40)))
    for (let n = 0; n < 30; n++) {
      keep.offer(segment(n).uri, undefined, bytesOf(n))
      await keep.flush()
    }
    const held = Array.from({ length: 30 }, (_, n) => keep.has(segment(n).uri))
    expect(held.lastIndexOf(false)).toBe(23)
    expect(held.filter(Boolean)).toHaveLength(6)
  })

  it('survives a disk that takes nothing', async () => {
    const database = openKeptDatabase()
    let full = false
    const keep = await open({
      database: {
        ...database,
        use: (work) =>
          full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : database.use(work),
      },
    })
    keep.begin(address, '#EXTM3U')
    keep.learn(seen(playlist(0, 10)))
    full = true
    keep.offer(segment(3).uri, undefined, bytesOf(3))
    await keep.flush()
    expect(keep.has(segment(3).uri)).toBe(false)
  })

  it('asks for nothing that no playlist has listed, and recalls nothing where nothing is kept', async () => {
    const keep = await open()
    keep.offer(segment(3).uri, undefined, bytesOf(3))
    await keep.flush()
    expect(keep.has(segment(3).uri)).toBe(false)
    expect(keep.recall()).toBeNull()
  })
})

describe('rules', () => {
  const fact = (key: string, size: number, at: number): KeptFile => ({ key, timeline: 't', size, at })

  it('eviction: what stays fits, what goes is older than all that stays, maps stay', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer(), fc.boolean())),
        fc.nat(500),
        (rows, room) => {
          const all = rows.map(([size, at, map], index) => fact(`${map ? '/map/' : ''}${index}`, size, at))
          const isMap = ({ key }: KeptFile) => key.includes('/map/')
          const gone = evict(all, room, isMap)
          const stays = all.filter((one) => !gone.includes(one))
          expect(gone.some(isMap)).toBe(false)
          const left = stays.reduce((sum, { size }) => sum + size, 0)
          if (left > room) expect(stays.every(isMap)).toBe(true)
          for (const one of gone)
            for (const other of stays) if (!isMap(other)) expect(one.at).toBeLessThanOrEqual(other.at)
        },
      ),
    )
  })

  it('room: never more than a tenth of the quota nor half of what is free', () => {
    fc.assert(
      fc.property(fc.nat(1e10), fc.nat(1e10), fc.nat(1e8), (quota, usage, kept) => {
        const room = roomFor({ quota, usage }, kept)
        expect(room).toBeLessThanOrEqual(Math.max(0, quota) / 10)
        expect(room).toBeLessThanOrEqual(Math.max(0, quota - usage + kept) / 2)
        expect(room).toBeLessThanOrEqual(64 * 1024 * 1024)
      }),
    )
  })

  it('blocks: any list, told piece by piece, reads as itself', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(300), fc.nat(300), (from, first, more) => {
        const before = playlist(from, from + first).segments
        const all = playlist(from, from + first + more).segments
        const written = new Map(blocksFrom('t', 'v', before, from).map((block) => [block.key, block]))
        for (const block of blocksFrom('t', 'v', all, from + first)) written.set(block.key, block)
        expect(joinBlocks([...written.values()])).toEqual(all)
      }),
    )
  })

  it('a rebuilt playlist has no missing numbers and holds the last stretch with something kept', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60)), fc.nat(60), (numbers, kept) => {
        const segments = numbers.sort((a, b) => a - b).map((n) => segment(n))
        const { segments: _, ...head } = playlist(0, 0)
        const built = rebuild(
          { ...head, advancedAt: 0, answeredAt: 0 },
          segments,
          ({ number }) => number === kept,
        )
        built.segments.forEach((one, at) => {
          expect(one.number).toBe((built.segments[0]?.number ?? 0) + at)
        })
        if (numbers.includes(kept)) expect(built.segments.some(({ number }) => number === kept)).toBe(true)
      }),
    )
  })

  it('tells a broadcast that goes on from another one', () => {
    const known = playlist(10, 20).segments
    expect(goesOn(known, playlist(0, 40))).toBe(true)
    expect(goesOn(known, playlist(30, 40))).toBe(true)
    expect(goesOn(known, playlist(0, 40, began + 5000))).toBe(false)
    expect(goesOn(known, playlist(0, 5))).toBe(false)
    expect(goesOn([], playlist(0, 5))).toBe(false)
  })

  it('names a rendition the same on every mirror', () => {
    expect(renditionOf(address, url)).toBe('voice/list.m3u8')
    expect(renditionOf('https://m2.example/x/y/main.m3u8', 'https://m2.example/x/y/voice/list.m3u8')).toBe(
      'voice/list.m3u8',
    )
  })

  it('finds where what is kept goes on, and where to begin', () => {
    const { segments } = playlist(0, 20)
    const has = ({ number }: Segment) => number === 4 || (number >= 9 && number < 12)
    const at = (number: number) => began + number * 4000
    expect(heldFrom(segments, at(4) + 1500, has)).toBe(at(4) + 1500)
    expect(heldFrom(segments, at(5), has)).toBe(at(9))
    expect(heldFrom(segments, at(12), has)).toBeNull()
    expect(heldPlace(segments, at(15), has)).toBe(at(9))
    expect(heldPlace(segments, at(1), has)).toBe(at(4))
  })
})
