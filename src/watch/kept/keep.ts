import type { ByteRange } from '../../link/resume.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { sha256 } from '../../shared/bytes.ts'
import { goesOn } from '../hls/goes-on.ts'
import type { MediaPlaylist, Segment } from '../hls/media-playlist.ts'
import type { Primed } from '../hls/tail.ts'
import {
  type Fact,
  type KeptDatabase,
  type KeptFile,
  keptStores,
  openKeptDatabase,
  type TimelineRecord,
} from './kept-database.ts'
import { evict, roomFor } from './room.ts'
import {
  blocksFrom,
  isMapKey,
  isNamed,
  joinBlocks,
  mapKey,
  rebuild,
  renditionOf,
  segmentKey,
  timelineId,
} from './timeline.ts'

/** What a broadcast can be opened with when no address answers. */
export interface Recalled {
  address: string
  /** Its multivariant playlist. */
  main: string
  /** By the address of the playlist. */
  primed: ReadonlyMap<string, Primed>
}

/** Voice and words that came, kept for when they are wanted again: by a rewind, or by a page that opens in a dead zone. */
export interface Keep {
  /** The last broadcast of these addresses that something is kept of; `null` where there is none. */
  recall(): Recalled | null
  /** A broadcast was reached. What it lists is told by `learn`, its voice first. */
  begin(address: string, main: string): void
  /** What a playlist lists now. Files that no playlist has listed are not kept. */
  learn(seen: Primed): void
  has(url: string, range?: ByteRange): boolean
  /** `null` where it is not here, or is not what was kept. */
  read(url: string, range?: ByteRange): Promise<Bytes | null>
  /** Keeps bytes that came: later, and with others, so that nothing waits for the disk. */
  offer(url: string, range: ByteRange | undefined, bytes: Bytes): void
  /** Writes what waits to be written. Never rejects: what the disk does not take is not kept. */
  flush(): Promise<void>
  close(): void
}

export interface KeepOptions {
  database?: KeptDatabase
  /** Where the edition says that the broadcast is. */
  addresses: readonly string[]
  estimate?: () => Promise<StorageEstimate>
  now?: () => number
}

/** Writes are gathered for so long: one transaction for some segments and their words, ms. */
const gatherMs = 2000
/** With this much waiting it is written at once: a rewind's worth on a fast link, bytes. */
const gatherBytes = 1024 * 1024
/** After a full disk that stayed full nothing is tried for this long, ms. */
const fullMs = 60_000
/** Timelines of other evenings; what they had of voice went by its age long before. */
const mostTimelines = 4

const shortOf = ({ key, timeline, size, at }: Fact): KeptFile => ({ key, timeline, size, at })

const addressKey = (url: string, range?: { start: number } | null): string =>
  range ? `${url}#${range.start}` : url

/** @throws ProblemError `storage-blocked` where the browser keeps nothing */
export const openKeep = async (options: KeepOptions): Promise<Keep> => {
  const { database = openKeptDatabase(), addresses, now = Date.now } = options
  const estimate =
    options.estimate ??
    (async () => (await (navigator as Partial<Navigator>).storage?.estimate?.()) ?? Promise.reject())

  const [storedFacts, storedLists, storedTimelines] = await database.use(async (db) => {
    const transaction = db.transaction(['facts', 'lists', 'timelines'])
    return Promise.all([
      transaction.objectStore('facts').getAll(),
      transaction.objectStore('lists').getAll(),
      transaction.objectStore('timelines').getAll(),
    ])
  })
  const facts = new Map(storedFacts.map((fact) => [fact.key, shortOf(fact)]))
  const timelines = storedTimelines.sort((a, b) => b.seenAt - a.seenAt)
  const listOf = (timeline: string, rendition: string): Segment[] =>
    joinBlocks(storedLists.filter((block) => block.timeline === timeline && block.rendition === rendition))

  let begun: { address: string; main: string } | null = null
  let current: TimelineRecord | null = null
  /** What the playlists of the current timeline list, by address: the key of an initialisation segment, or which segment it is. */
  const keys = new Map<string, string | { rendition: string; number: number }>()
  const lists = new Map<string, Map<number, Segment>>()
  /** Number from which on a list is to be written. */
  const dirty = new Map<string, number>()
  const waiting = new Map<string, Bytes>()
  let waitingBytes = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> | null = null
  let fullUntil = 0
  let closed = false

  const take = (timeline: TimelineRecord): void => {
    current = timeline
    keys.clear()
    lists.clear()
  }

  /** Takes segments into a list and says where they are. @returns the first number that is new */
  const list = (rendition: string, segments: readonly Segment[]): number | null => {
    const known = lists.get(rendition) ?? new Map<number, Segment>()
    lists.set(rendition, known)
    const timeline = current?.id ?? ''
    let first: number | null = null
    // The new ones are at the end: the same playlist is told every few seconds.
    for (const segment of [...segments].reverse()) {
      const { number, uri, range, map, part } = segment
      const before = known.get(number)
      if (before?.uri === uri) break
      known.set(number, segment)
      keys.set(addressKey(uri, range), { rendition, number })
      if (map) keys.set(addressKey(map.uri, map.range), mapKey(timeline, rendition, part, map))
      first = number
    }
    return first
  }

  const choose = (rendition: string, playlist: MediaPlaylist): void => {
    const known = timelines.find(
      (one) => isNamed(one, addresses) && goesOn(listOf(one.id, rendition), playlist),
    )
    const id = timelineId(playlist)
    const made: TimelineRecord = known ?? {
      id,
      addresses: [],
      address: begun?.address ?? '',
      main: begun?.main ?? '',
      seenAt: 0,
      heads: {},
    }
    if (!known) timelines.unshift(made)
    take(made)
    made.addresses = [...new Set([...made.addresses, ...addresses])]
    // What is listed no more is still a way back without a link.
    for (const name of Object.keys(made.heads)) list(name, listOf(made.id, name))
  }

  const schedule = (): void => {
    if (closed) return
    if (waitingBytes >= gatherBytes) void flush()
    else timer ??= setTimeout(() => void flush(), gatherMs)
  }

  const remove = async (gone: readonly { key: string }[]): Promise<void> => {
    if (gone.length === 0) return
    for (const { key } of gone) facts.delete(key)
    await database.use(async (db) => {
      const transaction = db.transaction(['bytes', 'facts'], 'readwrite', { durability: 'relaxed' })
      for (const { key } of gone) {
        void transaction.objectStore('bytes').delete(key)
        void transaction.objectStore('facts').delete(key)
      }
      await transaction.done
    })
  }

  /** @param atMost bytes, beside what the phone has room for */
  const makeRoom = async (atMost = Number.POSITIVE_INFINITY): Promise<void> => {
    let kept = 0
    for (const { size } of facts.values()) kept += size
    const said = await estimate().catch(() => null)
    await remove(evict(facts.values(), Math.min(atMost, roomFor(said, kept)), ({ key }) => isMapKey(key)))
  }

  const put = async (files: readonly (readonly [Fact, Bytes])[]): Promise<void> => {
    const timeline = current
    const changed = [...dirty]
    dirty.clear()
    const blocks = changed.flatMap(([rendition, from]) =>
      blocksFrom(timeline?.id ?? '', rendition, [...(lists.get(rendition)?.values() ?? [])], from),
    )
    await database
      .use(async (db) => {
        const transaction = db.transaction(keptStores, 'readwrite', { durability: 'relaxed' })
        const add = (store: (typeof keptStores)[number], value: unknown, key?: string) =>
          // A refused write aborts all of them; that is told once, by `done`.
          (transaction.objectStore(store).put as (...given: unknown[]) => Promise<unknown>)(
            value,
            ...(key === undefined ? [] : [key]),
          ).catch(() => undefined)
        for (const [fact, bytes] of files) {
          void add('bytes', bytes, fact.key)
          void add('facts', fact)
        }
        for (const block of blocks) void add('lists', block)
        if (timeline) void add('timelines', timeline)
        for (const old of timelines.splice(mostTimelines)) {
          void transaction.objectStore('timelines').delete(old.id)
          for (const { key, timeline: of } of storedLists)
            if (of === old.id) void transaction.objectStore('lists').delete(key)
        }
        await transaction.done
      })
      .catch((error: unknown) => {
        for (const [rendition, from] of changed)
          dirty.set(rendition, Math.min(from, dirty.get(rendition) ?? from))
        throw error
      })
    for (const [fact] of files) facts.set(fact.key, shortOf(fact))
  }

  const write = async (): Promise<void> => {
    const batch = [...waiting]
    const at = now()
    const files = await Promise.all(
      batch.map(async ([key, bytes]): Promise<[Fact, Bytes]> => {
        const timeline = key.slice(0, key.indexOf('/'))
        return [{ key, timeline, size: bytes.length, at, sha256: await sha256(bytes) }, bytes]
      }),
    )
    try {
      if (now() < fullUntil) return
      try {
        await put(files)
      } catch {
        // The disk is full: half of what is kept makes room, for this and for what matters more.
        await makeRoom([...facts.values()].reduce((sum, { size }) => sum + size, 0) / 2)
        await put(files)
      }
      await makeRoom()
    } catch {
      fullUntil = now() + fullMs
    } finally {
      for (const [key, bytes] of batch) if (waiting.get(key) === bytes) waiting.delete(key)
      waitingBytes = [...waiting.values()].reduce((sum, { length }) => sum + length, 0)
    }
  }

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (writing) await writing
    if (waiting.size === 0 && dirty.size === 0) return
    writing = write().finally(() => {
      writing = null
    })
    await writing
  }

  const find = (url: string, range?: ByteRange): string | undefined => {
    const found = keys.get(addressKey(url, range))
    return typeof found === 'object' ? segmentKey(current?.id ?? '', found.rendition, found.number) : found
  }

  return {
    recall() {
      for (const timeline of timelines) {
        if (!isNamed(timeline, addresses)) continue
        const kept = [...facts.values()].some(({ key, timeline: of }) => of === timeline.id && !isMapKey(key))
        if (!kept) continue
        take(timeline)
        begun = { address: timeline.address, main: timeline.main }
        const primed = new Map<string, Primed>()
        for (const [rendition, head] of Object.entries(timeline.heads)) {
          const segments = listOf(timeline.id, rendition)
          list(rendition, segments)
          const isKept = ({ number }: Segment) => facts.has(segmentKey(timeline.id, rendition, number))
          const playlist = rebuild(head, segments, isKept)
          primed.set(head.url, { playlist, advancedAt: head.advancedAt, answeredAt: head.answeredAt })
        }
        return { address: timeline.address, main: timeline.main, primed }
      }
      return null
    },
    begin(address, main) {
      begun = { address, main }
    },
    learn({ playlist, advancedAt, answeredAt }) {
      if (!begun) return
      const rendition = renditionOf(begun.address, playlist.url)
      const isStrange =
        current && lists.has(rendition) && !goesOn([...(lists.get(rendition)?.values() ?? [])], playlist)
      if (!current || isStrange) choose(rendition, playlist)
      const timeline = current as TimelineRecord | null
      if (!timeline) return
      const from = list(rendition, playlist.segments)
      const { segments: _, ...head } = playlist
      timeline.heads[rendition] = { ...head, advancedAt, answeredAt }
      Object.assign(timeline, begun, { seenAt: now() })
      if (from === null) return
      dirty.set(rendition, Math.min(from, dirty.get(rendition) ?? from))
      schedule()
    },
    has(url, range) {
      const key = find(url, range)
      return key !== undefined && (facts.has(key) || waiting.has(key))
    },
    async read(url, range) {
      const key = find(url, range)
      if (key === undefined) return null
      const unwritten = waiting.get(key)
      if (unwritten) return unwritten
      if (!facts.has(key)) return null
      const [bytes, fact] = await database
        .use((db) => Promise.all([db.get('bytes', key), db.get('facts', key)]))
        .catch(() => [])
      if (bytes && fact && (await sha256(bytes)) === fact.sha256) return bytes
      // Another tab made room, or the disk is not to be trusted: the network has it.
      facts.delete(key)
      return null
    },
    offer(url, range, bytes) {
      const key = find(url, range)
      if (closed || key === undefined || facts.has(key) || waiting.has(key)) return
      waiting.set(key, bytes)
      waitingBytes += bytes.length
      schedule()
    },
    flush,
    close() {
      void flush().finally(() => database.close())
      closed = true
    },
  }
}
