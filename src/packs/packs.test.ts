import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deleteDB } from 'idb'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { claimWire } from '../link/right-of-way.ts'
import { type Bytes, utf8 } from '../shared/bytes.ts'
import { packOf } from '../shared/pack/testing.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionStore } from './edition-store.ts'
import { archivedIn } from './exchange/archived.ts'
import { makePack, planPack } from './exchange/make-pack.ts'
import { packInbox } from './exchange/pack-in.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { lookIntoPack } from './look-into-pack.ts'
import { mirrorSource } from './mirror-source.ts'
import { openPacks, type Packs, type PacksState } from './packs.ts'
import type { PacksDeps } from './packs-deps.ts'
import { tellEveryMs } from './tell-progress.ts'
import {
  makeEdition,
  memoryWishes,
  newKeys,
  signInto,
  type TestEdition,
  type TestKeys,
} from './test-edition.ts'
import { wishesOf } from './wishes.ts'

let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  vi.stubGlobal('location', { href: 'http://127.0.0.1/' })
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2)
})

/** A real web server of an edition; what it serves may change while it runs. */
interface Mirror {
  url: string
  serve(files: ReadonlyMap<string, Bytes> | null): void
  asked: string[]
  /** Paths are answered only after this settles. */
  hold: Promise<unknown>
  /** Whether it knows byte ranges. */
  ranges: boolean
  /** It breaks off every range beyond this byte. */
  breaksAfter: number
}
const servers: Server[] = []
const newMirror = async (files: ReadonlyMap<string, Bytes> | null): Promise<Mirror> => {
  let served = files
  const asked: string[] = []
  const serve: Mirror['serve'] = (next) => {
    served = next
  }
  const mirror: Mirror = {
    url: '',
    serve,
    asked,
    hold: Promise.resolve(),
    ranges: true,
    breaksAfter: Number.POSITIVE_INFINITY,
  }
  const server = createServer(async (incoming, answer) => {
    const name = (incoming.url ?? '').replace(/^\/edition\//, '')
    asked.push(incoming.headers.range ? `${name} ${incoming.headers.range}` : name)
    await mirror.hold
    const bytes = served?.get(name)
    if (!served) answer.destroy()
    else if (bytes && incoming.headers.range && mirror.ranges) {
      const [, from = 0, to = 0] = (/^bytes=(\d+)-(\d+)$/.exec(incoming.headers.range) ?? []).map(Number)
      if (to > mirror.breaksAfter) return answer.destroy()
      answer
        .writeHead(206, { 'content-range': `bytes ${from}-${to}/${bytes.length}` })
        .end(bytes.subarray(from, to + 1))
    } else if (bytes) answer.end(bytes)
    else answer.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  mirror.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/edition/`
  return mirror
}

const opened: Packs[] = []
const phoneWith = async (mirrors: Mirror[], change: Partial<PacksDeps> = {}) => {
  const bells: (() => void)[] = []
  const retries: number[] = []
  const packs = await openPacks({
    trust: keys.trust,
    mirrors: mirrors.map(({ url }) => url),
    openStore: openIndexedDbStore,
    sourceOf: mirrorSource,
    locks: navigator.locks,
    channel: null,
    storage: null,
    wake: (bell) => {
      bells.push(bell)
      return { sooner: (ms) => void retries.push(ms), stop: () => void bells.splice(0) }
    },
    wishes: memoryWishes(),
    prefetch: () => undefined,
    savesData: () => false,
    now: () => Date.parse('2031-01-08T00:00:00Z'),
    random: () => 0.5,
    ...change,
  })
  opened.push(packs)
  return { packs, retries, ring: () => bells.forEach((bell) => void bell()) }
}
const until = (packs: Packs, wanted: (state: PacksState) => boolean): Promise<PacksState> =>
  new Promise((resolve) => {
    const look = () => {
      if (!wanted(packs.state.get())) return
      unsubscribe()
      resolve(packs.state.get())
    }
    const unsubscribe = packs.state.subscribe(look)
    look()
  })
const settled = async (packs: Packs): Promise<PacksState> => {
  await packs.sync()
  return packs.state.get()
}

beforeEach(() => deleteDB(databaseName))
afterEach(async () => {
  for (const packs of opened.splice(0)) packs.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const spoiled = (edition: TestEdition, name: string): Map<string, Bytes> => {
  const bytes = edition.files.get(name)!.slice()
  bytes[0] = bytes[0]! ^ 1
  return new Map(edition.files).set(name, bytes)
}

describe('openPacks', () => {
  it('opens empty, syncs by itself, and is complete', async () => {
    const { packs } = await phoneWith([await newMirror(one.files)])
    expect(packs.state.get().phase).toBe('opening')
    const state = await until(packs, ({ phase, complete }) => phase === 'ready' && complete)
    expect(state.reader?.manifest.edition).toBe(1)
    expect(state.problem).toBeNull()
    expect(state.signer).toMatch(/^[0-9a-f]{16}$/)
  })

  it('looks for news once no voice needs the link', async () => {
    const voice = claimWire()
    voice.hold(true)
    const mirror = await newMirror(one.files)
    const { packs } = await phoneWith([mirror])
    await new Promise((resolve) => setTimeout(resolve, 200))
    const asked = [...mirror.asked]
    voice.end()
    expect(asked).toEqual([])
    await until(packs, ({ complete }) => complete)
  })

  it('reads the stored edition without any network', async () => {
    const mirror = await newMirror(one.files)
    const before = await phoneWith([mirror])
    await settled(before.packs)
    before.packs.close()
    mirror.serve(null)
    const { packs } = await phoneWith([mirror])
    const state = await settled(packs)
    expect(state).toMatchObject({ phase: 'ready', complete: true, problem: null })
    expect(await (await state.reader!.file('items/one/en.md')).text()).toContain('Edition 1')
    expect(state.reports[0]?.problem?.key).toBe('offline')
  })

  it('without an edition and without a network says so, and soon tries again', async () => {
    const { packs, retries } = await phoneWith([await newMirror(null)])
    const state = await settled(packs)
    expect(state).toMatchObject({ phase: 'empty', problem: { key: 'offline' } })
    expect(retries.length).toBeGreaterThan(0)
  })

  it('says where a mirror has no edition', async () => {
    const { packs } = await phoneWith([await newMirror(new Map())])
    expect((await settled(packs)).problem?.key).toBe('not-found')
  })

  it('takes a newer edition when it is woken', async () => {
    const mirror = await newMirror(one.files)
    const { packs, ring } = await phoneWith([mirror])
    await settled(packs)
    mirror.serve(two.files)
    ring()
    const state = await until(
      packs,
      ({ reader, phase }) => reader?.manifest.edition === 2 && phase === 'ready',
    )
    expect(state.complete).toBe(true)
  })

  it('keeps the old edition and says so where the new one was tampered with', async () => {
    const mirror = await newMirror(one.files)
    const { packs } = await phoneWith([mirror])
    await settled(packs)
    mirror.serve(spoiled(two, 'items/one/en.md'))
    const state = await settled(packs)
    expect(state.problem?.key).toBe('hash')
    expect(state.reader?.manifest.edition).toBe(1)
    expect(state.complete).toBe(true)
  })

  it('leaves a mirror that lies for one that does not, and lists both', async () => {
    const liar = await newMirror(spoiled(two, 'items/one/en.md'))
    const honest = await newMirror(two.files)
    const { packs } = await phoneWith([liar, honest])
    const state = await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    expect(state.problem).toBeNull()
    expect(state.reports.map(({ problem }) => problem?.key ?? null)).toEqual(['hash', null])
  })

  it('learns mirrors from the edition', async () => {
    const second = await newMirror(two.files)
    const first = await newMirror((await makeEdition(keys, 1, { mirrors: [second.url] })).files)
    const { packs } = await phoneWith([first])
    await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    first.serve(null)
    expect((await settled(packs)).reader?.manifest.edition).toBe(2)
  })

  it('is not held back by a mirror that serves an old edition', async () => {
    const old = await newMirror(one.files)
    const late = await newMirror(one.files)
    const { packs } = await phoneWith([old, late])
    await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    late.serve(two.files)
    await packs.sync()
    expect((await settled(packs)).reader?.manifest.edition).toBe(2)
    expect((await settled(packs)).problem).toBeNull()
  })

  it('keeps ours and warns loudly where the same number holds something else', async () => {
    const mirror = await newMirror(one.files)
    const { packs } = await phoneWith([mirror])
    await settled(packs)
    mirror.serve((await makeEdition(keys, 1, { extra: { 'items/one/en.md': utf8('another truth') } })).files)
    const state = await settled(packs)
    expect(state.problem?.key).toBe('conflict')
    expect(await (await state.reader!.file('items/one/en.md')).text()).toContain('Edition 1')
  })

  it('shows that the accounts are withheld', async () => {
    const unsigned = await makeEdition(keys, 1, { without: ['giving.sig'] })
    const { packs } = await phoneWith([await newMirror(unsigned.files)])
    const state = await settled(packs)
    expect(state.problem?.key).toBe('giving-signature')
    expect(state.reader?.giving).toBeNull()
    expect(state.complete).toBe(true)
  })

  it('warns past the date it is fresh until', async () => {
    const { packs } = await phoneWith([await newMirror(one.files)], {
      now: () => Date.parse('2031-03-01T00:00:00Z'),
    })
    expect((await settled(packs)).stale).toBe(true)
  })

  it('stops when told, and does not start again by itself', async () => {
    const mirror = await newMirror(one.files)
    let release: (value: unknown) => void = () => {}
    mirror.hold = new Promise((resolve) => {
      release = resolve
    })
    const { packs, ring } = await phoneWith([mirror])
    await until(packs, ({ phase }) => phase === 'syncing')
    packs.pause()
    expect(await until(packs, ({ phase }) => phase === 'empty')).toMatchObject({ problem: null })
    release(null)
    ring()
    expect(packs.state.get().phase).toBe('empty')
    expect((await settled(packs)).complete).toBe(true)
  })

  it('a pause holds over a reload, until the person goes on', async () => {
    const mirror = await newMirror(one.files)
    let kept = false
    const pause = {
      load: () => kept,
      save(paused: boolean) {
        kept = paused
      },
    }
    const first = await phoneWith([mirror], { pause })
    first.packs.pause()
    await until(first.packs, ({ phase }) => phase === 'empty')
    first.packs.close()
    mirror.asked.splice(0)
    const second = await phoneWith([mirror], { pause })
    expect(await until(second.packs, ({ phase }) => phase === 'empty')).toMatchObject({ paused: true })
    second.ring()
    expect(mirror.asked).toEqual([])
    expect(await settled(second.packs)).toMatchObject({ complete: true, paused: false })
    expect(kept).toBe(false)
  })

  describe('file by file', () => {
    const film = 'items/film/video.mp4'
    const sound = 'items/speech/audio.m4a'

    it('gets what is asked for before anything else, also where words only are wished for, and keeps wishing', async () => {
      const wishes = memoryWishes(wishesOf('text'))
      const mirror = await newMirror(one.files)
      const { packs } = await phoneWith([mirror], { wishes })
      await settled(packs)
      mirror.asked.splice(0)
      await packs.get([film])
      expect(packs.state.get().reader?.has(film)).toBe(true)
      expect(mirror.asked.filter((name) => name.startsWith('items/'))).toEqual([film])
      mirror.serve(two.files)
      await settled(packs)
      expect(packs.state.get().reader?.manifest.edition).toBe(2)
      expect(packs.state.get().reader?.has(film)).toBe(true)
      expect(packs.state.get().reader?.has(sound)).toBe(false)
    })

    it('comes before pictures and sound that are missing too', async () => {
      const wordsOnly = new Map([...one.files].filter(([name]) => !/webp|m4a|mp4/.test(name)))
      const mirror = await newMirror(wordsOnly)
      const { packs } = await phoneWith([mirror])
      await settled(packs)
      mirror.serve(one.files)
      mirror.asked.splice(0)
      await packs.get([film])
      expect(mirror.asked.filter((name) => /webp|m4a|mp4/.test(name))[0]).toBe(film)
      expect(packs.state.get().complete).toBe(true)
    })

    it('comes even while all else is paused', async () => {
      const mirror = await newMirror(one.files)
      const { packs } = await phoneWith([mirror], { pause: { load: () => true, save: () => {} } })
      await packs.get([film])
      expect(packs.state.get().paused).toBe(true)
      expect(mirror.asked.filter((name) => /webp|m4a|mp4/.test(name))).toEqual([film])
      mirror.asked.splice(0)
      await packs.remove([film])
      await packs.sync()
      expect(mirror.asked.filter((name) => /webp|m4a|mp4/.test(name))).not.toContain(film)
    })

    it('tells how far a file has come, though it stalls', async () => {
      const seen: number[] = []
      const { packs } = await phoneWith([await newMirror(one.files)], {
        wishes: memoryWishes(wishesOf('text')),
        sourceOf(mirror) {
          const source = mirrorSource(mirror)
          const get: typeof source.get = async (name, options) => {
            if (name === film) {
              options.onProgress?.(0)
              options.onProgress?.(7)
              await new Promise((resolve) => setTimeout(resolve, 2 * tellEveryMs))
            }
            return source.get(name, options)
          }
          return { ...source, get }
        },
      })
      await settled(packs)
      packs.state.subscribe(() => seen.push(packs.state.get().progress?.arriving[film] ?? 0))
      await packs.get([film])
      expect(seen).toContain(7)
    })

    it('takes it off, and brings it back without a mirror', async () => {
      const mirror = await newMirror(one.files)
      const { packs } = await phoneWith([mirror])
      await settled(packs)
      mirror.serve(null)
      const undo = await packs.remove([sound])
      expect(packs.state.get().reader?.has(sound)).toBe(false)
      expect(packs.state.get().complete).toBe(true)
      await expect(packs.state.get().reader?.file(sound)).rejects.toMatchObject({ key: 'missing-file' })
      await undo()
      expect(packs.state.get().reader?.has(sound)).toBe(true)
      expect(await (await packs.state.get().reader!.file(sound)).text()).toBe('three seconds of sound')
      expect(packs.state.get().wishes).toMatchObject({ declined: [], asked: [] })
    })

    it('is left, and not begun again', async () => {
      const wishes = memoryWishes(wishesOf('text'))
      const mirror = await newMirror(one.files)
      const { packs } = await phoneWith([mirror], { wishes })
      await settled(packs)
      let release: (value: unknown) => void = () => {}
      mirror.hold = new Promise((resolve) => {
        release = resolve
      })
      const getting = packs.get([film])
      await until(packs, ({ phase }) => phase === 'syncing')
      const leaving = packs.leave([film])
      await getting
      release(null)
      await leaving
      await settled(packs)
      expect(packs.state.get().reader?.has(film)).toBe(false)
      expect(packs.state.get().complete).toBe(true)
    })
  })

  it('asks the browser to keep everything once everything is here', async () => {
    const persist = vi.fn(async () => true)
    const storage = {
      persist,
      persisted: async () => false,
      estimate: async () => ({ usage: 10, quota: 100 }),
    }
    const { packs } = await phoneWith([await newMirror(one.files)], { storage })
    await settled(packs)
    await until(packs, ({ persisted }) => persisted)
    expect(persist).toHaveBeenCalledOnce()
    expect(packs.state.get().storage).toEqual({ usage: 10, quota: 100 })
  })

  it('waits for no answer to that: Firefox asks the person, who may never look', async () => {
    const persist = vi.fn(() => new Promise<boolean>(() => undefined))
    const storage = {
      persist,
      persisted: async () => false,
      estimate: async () => ({ usage: 10, quota: 100 }),
    }
    const prefetch = vi.fn()
    const { packs } = await phoneWith([await newMirror(one.files)], { storage, prefetch })
    await settled(packs)
    await until(packs, ({ storage }) => storage !== null)
    await vi.waitFor(() => expect(prefetch).toHaveBeenCalledOnce())
    await packs.sync()
    expect(prefetch).toHaveBeenCalledTimes(2)
    expect(persist).toHaveBeenCalledOnce()
  })
})

const film = (megabytes: number): Bytes =>
  Uint8Array.from({ length: megabytes * 1024 * 1024 + 17 }, (_, i) => (i * 31 + (i >> 10)) & 0xff)

describe('a large file', () => {
  const path = 'items/film/video.mp4'
  const mb = 1024 * 1024

  it('goes on after a break where it was, also in another visit, and is whole at the end', async () => {
    const big = await makeEdition(keys, 1, { extra: { [path]: film(5) } })
    const mirror = await newMirror(big.files)
    mirror.breaksAfter = 3 * mb
    const first = await phoneWith([mirror])
    expect((await settled(first.packs)).complete).toBe(false)
    first.packs.close()
    mirror.breaksAfter = Number.POSITIVE_INFINITY
    const before = mirror.asked.length
    const { packs } = await phoneWith([mirror])
    const state = await settled(packs)
    expect(state.complete).toBe(true)
    expect(new Uint8Array(await (await state.reader!.file(path)).arrayBuffer())).toEqual(film(5))
    const ranges = mirror.asked.slice(before).filter((name) => name.startsWith(path))
    expect(ranges).toEqual(
      [3, 4, 5].map((at) => `${path} bytes=${at * mb}-${Math.min(5 * mb + 16, (at + 1) * mb - 1)}`),
    )
    // Nothing but whole files is left.
    const store = await openIndexedDbStore()
    expect(await store.hashes()).toEqual(new Set(big.manifest.files.map(({ sha256 }) => sha256)))
    expect(
      await store.pieces!.get(big.manifest.files.find((file) => file.path === path)!.sha256, 0),
    ).toBeNull()
    store.close()
  })

  const lyingAndHonest = async (big: TestEdition) => {
    const wrong = big.files.get(path)!.slice()
    wrong[2 * mb + 5]! ^= 1
    const liar = await newMirror(new Map(big.files).set(path, wrong))
    const honest = await newMirror(big.files)
    const { packs } = await phoneWith([liar, honest])
    const state = await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    expect(state.reports.map(({ problem }) => problem?.key ?? null)).toEqual(['hash', null])
    expect(new Uint8Array(await (await state.reader!.file(path)).arrayBuffer())).toEqual(big.files.get(path))
    return honest.asked.filter((name) => name.startsWith(path)).length
  }

  it('of which a mirror sends one piece wrong: only that piece and what follows is fetched elsewhere', async () => {
    expect(await lyingAndHonest(await makeEdition(keys, 1, { extra: { [path]: film(4) } }))).toBe(3)
  })

  it('whose manifest has no hashes of chunks, and that is wrong: all of it is fetched elsewhere', async () => {
    const big = await makeEdition(keys, 1, { extra: { [path]: film(4) } })
    const files = big.manifest.files.map(({ chunks: _, ...file }) => file)
    await signInto(big.files, utf8(JSON.stringify({ ...big.manifest, files })), keys.content)
    expect(await lyingAndHonest(big)).toBe(5)
  })

  it('comes from a server without ranges too, which sends it once', async () => {
    const big = await makeEdition(keys, 1, { extra: { [path]: film(3) } })
    const mirror = await newMirror(big.files)
    mirror.ranges = false
    const { packs } = await phoneWith([mirror])
    await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    expect(mirror.asked.filter((name) => name.startsWith(path)).length).toBe(1)
  })
})

describe('what this phone shall hold', () => {
  it('words only: nothing else is fetched, and that is complete', async () => {
    const mirror = await newMirror(one.files)
    const wishes = memoryWishes(wishesOf('text'))
    const { packs } = await phoneWith([mirror], { wishes })
    const state = await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    expect(mirror.asked.some((name) => /webp|m4a|mp4/.test(name))).toBe(false)
    expect(state.reader!.has('items/speech/audio.m4a')).toBe(false)
    await packs.wish(wishesOf('sound'))
    await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    expect(mirror.asked.some((name) => name.endsWith('m4a'))).toBe(true)
    expect(mirror.asked.some((name) => name.endsWith('mp4'))).toBe(false)
    expect(wishes.load()).toEqual(wishesOf('sound'))
  })

  it('is words where the browser was asked to spare data, until somebody chooses', async () => {
    const { packs } = await phoneWith([await newMirror(one.files)], { savesData: () => true })
    expect(packs.state.get().wishes).toEqual(wishesOf('text'))
    const chosen = await phoneWith([await newMirror(one.files)], {
      savesData: () => true,
      wishes: memoryWishes(wishesOf('everything')),
    })
    expect(chosen.packs.state.get().wishes).toEqual(wishesOf('everything'))
  })

  it('removes what is no longer wished for, and does not fetch it again', async () => {
    const mirror = await newMirror(one.files)
    const { packs } = await phoneWith([mirror])
    await settled(packs)
    await packs.wish({ without: ['video'], declined: ['items/speech/audio.m4a'] })
    await packs.removeUnwanted()
    const { reader, complete } = packs.state.get()
    expect(complete).toBe(true)
    expect(reader!.has('items/film/video.mp4')).toBe(false)
    expect(reader!.has('items/speech/audio.m4a')).toBe(false)
    expect(reader!.has('items/tribute/1.webp')).toBe(true)
    const asked = mirror.asked.length
    await settled(packs)
    expect(mirror.asked.slice(asked)).toEqual(['manifest.json', 'manifest.sig'])
    await packs.wish(wishesOf('everything'))
    await until(
      packs,
      ({ complete, phase, reader }) => complete && phase === 'ready' && reader!.has('items/film/video.mp4'),
    )
  })
})

/** A pack as a file, of some or all files of an edition, as another phone would make it. */
const packFile = async (
  edition: TestEdition,
  keep: (path: string) => boolean = () => true,
): Promise<File> => {
  const names = [...edition.files.keys()].filter((name) => name.startsWith('manifest.') || keep(name))
  return new File(
    [await packOf(Object.fromEntries(names.map((name) => [name, edition.files.get(name)!])))],
    'p.html',
  )
}
const takeIn = async (packs: Packs, file: File) => {
  const inbox = packInbox(packs)
  await inbox.look(file)
  const found = inbox.state.get()
  await inbox.take()
  return { found, now: inbox.state.get() }
}
const problemIn = ({ now }: Awaited<ReturnType<typeof takeIn>>) =>
  now.at === 'refused' ? now.problem.key : now.at

describe('a pack from a friend', () => {
  it('brings a whole edition where no mirror can be reached', async () => {
    const { packs } = await phoneWith([await newMirror(null)])
    await settled(packs)
    const { found, now } = await takeIn(packs, await packFile(two))
    expect(found).toMatchObject({
      at: 'found',
      found: { verdict: 'newer', fresh: { items: two.manifest.files.length } },
    })
    expect(now.at).toBe('taken')
    const state = packs.state.get()
    expect(state.reader?.manifest.edition).toBe(2)
    expect(state.complete).toBe(true)
  })

  it('of a part: the rest is not included, and a mirror or another pack brings it', async () => {
    const { packs } = await phoneWith([await newMirror(null)])
    await settled(packs)
    await takeIn(packs, await packFile(one, (path) => !/m4a|mp4/.test(path)))
    expect(packs.state.get()).toMatchObject({ complete: false })
    expect(packs.state.get().reader!.has('items/film/video.mp4')).toBe(false)
    const { found } = await takeIn(packs, await packFile(one))
    expect(found).toMatchObject({ found: { verdict: 'same', fresh: { items: 2 } } })
    expect(packs.state.get().complete).toBe(true)
  })

  it('with one wrong file is refused whole: the edition before stays open', async () => {
    const { packs } = await phoneWith([await newMirror(one.files)])
    await settled(packs)
    const forged = { ...two, files: spoiled(two, 'items/film/video.mp4') }
    expect(problemIn(await takeIn(packs, await packFile(forged)))).toBe('hash')
    expect(packs.state.get().reader?.manifest.edition).toBe(1)
    expect(packs.state.get().complete).toBe(true)
  })

  it.each([
    [
      'a changed manifest',
      'signature',
      async () => packFile({ ...two, files: spoiled(two, 'manifest.json') }),
    ],
    [
      'a changed signature',
      'signature',
      async () => packFile({ ...two, files: spoiled(two, 'manifest.sig') }),
    ],
    [
      'no signature',
      'signature',
      async () => {
        const files = new Map(two.files)
        files.delete('manifest.sig')
        return packFile({ ...two, files })
      },
    ],
    ['another organisation’s key', 'signature', async () => packFile(await makeEdition(await newKeys(), 9))],
    [
      'an unlisted file',
      'pack',
      async () => packFile({ ...two, files: new Map(two.files).set('items/x.md', utf8('x')) }),
    ],
    [
      'two files swapped for each other',
      'pack',
      async () => {
        const files = new Map(two.files)
        files.set('items/one/en.md', two.files.get('items/one/ur.md')!)
        return packFile({ ...two, files })
      },
    ],
    ['no table of contents', 'pack', async () => packFile(two, (path) => path !== 'content.json')],
    ['no pack at all', 'pack', async () => new File(['<!doctype html><p>Hello</p>'], 'x.html')],
  ])('with %s is refused before anything is taken', async (_what, key, make) => {
    const { packs } = await phoneWith([await newMirror(one.files)])
    await settled(packs)
    expect(problemIn(await takeIn(packs, await make()))).toBe(key)
    expect(packs.state.get().reader?.manifest.edition).toBe(1)
  })

  it('that is older, or another truth of the same number, is not taken', async () => {
    const { packs } = await phoneWith([await newMirror(two.files)])
    await settled(packs)
    const older = await takeIn(packs, await packFile(one))
    expect(older.found).toMatchObject({ found: { verdict: 'older' } })
    expect(problemIn(older)).toBe('older')
    const other = await makeEdition(keys, 2, { extra: { 'items/one/en.md': utf8('another truth') } })
    expect(problemIn(await takeIn(packs, await packFile(other)))).toBe('conflict')
    expect(packs.state.get().reader?.manifest.edition).toBe(2)
  })

  it('made on this phone is the organiser’s word still: made again from what came in a pack, it opens anywhere', async () => {
    const first = await phoneWith([await newMirror(two.files)])
    await settled(first.packs)
    const { reader } = first.packs.state.get()
    const { stored } = (await first.packs.shelf).opened!
    const choice = {
      items: new Set(reader!.content.items.map(({ id }) => id)),
      languages: new Set(['en', 'ur'] as const),
      groups: new Set(['text', 'image', 'audio', 'video'] as const),
    }
    const plan = await planPack(reader!, stored, choice, new Map())
    const made = await makePack(reader!, stored, plan, {})
    expect(made.file.size).toBe(plan.size)
    expect(made.file.name).toBe('lantern-edition-2.html')
    first.packs.close()
    await deleteDB(databaseName)
    const second = await phoneWith([await newMirror(null)])
    await settled(second.packs)
    const { found, now } = await takeIn(second.packs, made.file)
    expect(now.at).toBe('taken')
    expect(found).toMatchObject({ found: { code: made.code } })
  })

  it('broken off in the middle leaves the old edition whole, and goes on where it was', async () => {
    const big = await makeEdition(keys, 2, { extra: { 'items/film/video.mp4': film(3) } })
    const { packs } = await phoneWith([await newMirror(one.files)])
    await settled(packs)
    const shelf = await packs.shelf
    const found = await lookIntoPack(await packFile(big), shelf.store, keys.trust)
    const stop = new AbortController()
    const broken = packs.importFrom(found.source, {
      signal: stop.signal,
      // The browser is killed when half of it has been kept.
      onProgress: ({ bytes, bytesTotal }) => bytes > bytesTotal / 2 && stop.abort(),
    })
    await expect(broken).rejects.toThrow(/abort/)
    packs.close()
    const again = await phoneWith([await newMirror(null)])
    await settled(again.packs)
    expect(again.packs.state.get()).toMatchObject({ complete: true, reader: { manifest: { edition: 1 } } })
    const { found: second, now } = await takeIn(again.packs, await packFile(big))
    expect(second.at === 'found' && second.found.fresh.items).toBeLessThan(found.fresh.items)
    expect(now.at).toBe('taken')
    expect(again.packs.state.get()).toMatchObject({ complete: true, reader: { manifest: { edition: 2 } } })
  })

  it('can be stopped: what is open stays open', async () => {
    const { packs } = await phoneWith([await newMirror(one.files)])
    await settled(packs)
    const inbox = packInbox(packs)
    await inbox.look(await packFile(two))
    const taking = inbox.take()
    inbox.cancel()
    await taking
    expect(inbox.state.get().at).toBe('idle')
    expect(packs.state.get().reader?.manifest.edition).toBe(1)
  })
})

describe('the archive', () => {
  it('shows the edition before, to be read and never to give by', async () => {
    const mirror = await newMirror(one.files)
    const { packs } = await phoneWith([mirror])
    await settled(packs)
    mirror.serve(two.files)
    await settled(packs)
    expect((await archivedIn((await packs.shelf).store)).map(({ edition }) => edition)).toEqual([1])
    await packs.openArchive(1)
    expect(packs.state.get()).toMatchObject({ showing: 1, complete: true })
    expect(packs.state.get().reader?.giving).toBeNull()
    expect(await (await packs.state.get().reader!.file('items/one/en.md')).text()).toContain('Edition 1')
    await packs.openArchive(null)
    expect(packs.state.get()).toMatchObject({ showing: null, reader: { manifest: { edition: 2 } } })
    expect(packs.state.get().reader?.giving).not.toBeNull()
  })
})

describe('a phone that cannot store', () => {
  it('blocked: everything is read from memory in this visit, and the screen says so', async () => {
    const openStore = async () => {
      throw new ProblemError('storage-blocked', 'private mode')
    }
    const { packs } = await phoneWith([await newMirror(one.files)], { openStore })
    const state = await settled(packs)
    expect(state).toMatchObject({
      phase: 'ready',
      complete: false,
      durable: false,
      problem: { key: 'storage-blocked' },
    })
    expect(await (await state.reader!.file('items/one/en.md')).text()).toContain('Edition 1')
  })

  /** The real store, with room for `writes` more files. */
  const storeWithRoomFor = (writes: number) => async (): Promise<EditionStore> => {
    const store = await openIndexedDbStore()
    let left = writes
    return {
      ...store,
      put: async (sha256, bytes) => {
        left -= 1
        if (left < 0) throw new DOMException('no room', 'QuotaExceededError')
        await store.put(sha256, bytes)
      },
    }
  }

  it('full before the words are here: they are read from memory, the old edition stays on the phone', async () => {
    const mirror = await newMirror(one.files)
    const before = await phoneWith([mirror])
    await settled(before.packs)
    before.packs.close()
    mirror.serve(two.files)
    const { packs } = await phoneWith([mirror], { openStore: storeWithRoomFor(1) })
    const state = await settled(packs)
    expect(state).toMatchObject({
      phase: 'ready',
      complete: false,
      durable: false,
      problem: { key: 'storage-full' },
    })
    expect(await (await state.reader!.file('items/one/en.md')).text()).toContain('Edition 2')
    packs.close()
    const store = await openIndexedDbStore()
    expect((await store.current())?.edition).toBe(1)
    store.close()
  })

  it('full in the middle of a pack: what it brings is read from memory, the old edition stays on the phone', async () => {
    const before = await phoneWith([await newMirror(one.files)])
    await settled(before.packs)
    before.packs.close()
    const { packs } = await phoneWith([await newMirror(null)], { openStore: storeWithRoomFor(2) })
    await settled(packs)
    expect((await takeIn(packs, await packFile(two))).now.at).toBe('taken')
    expect(packs.state.get()).toMatchObject({
      durable: false,
      problem: { key: 'storage-full' },
      reader: { manifest: { edition: 2 } },
    })
    packs.close()
    const store = await openIndexedDbStore()
    expect((await store.current())?.edition).toBe(1)
    store.close()
  })

  it('full after the words are here: says so, keeps them, and asks for no more by itself', async () => {
    const mirror = await newMirror(one.files)
    const words = one.manifest.files.filter(({ group }) => group !== 'audio' && group !== 'video').length
    const { packs, ring, retries } = await phoneWith([mirror], { openStore: storeWithRoomFor(words) })
    const state = await until(packs, ({ phase }) => phase === 'ready')
    expect(state).toMatchObject({ complete: false, durable: true, problem: { key: 'storage-full' } })
    expect(state.reader!.has('items/one/en.md')).toBe(true)
    const asked = mirror.asked.length
    ring()
    expect(packs.state.get().phase).toBe('ready')
    expect(mirror.asked.length).toBe(asked)
    expect(retries).toEqual([])
  })
})

describe('two tabs', () => {
  it('fetch every file once between them, and the one that waited shows it too', async () => {
    const mirror = await newMirror(one.files)
    const [channelA, channelB] = [new BroadcastChannel('sada-test'), new BroadcastChannel('sada-test')]
    const a = await phoneWith([mirror], { channel: channelA })
    const b = await phoneWith([mirror], { channel: channelB })
    await Promise.all([settled(a.packs), settled(b.packs)])
    for (const { packs } of [a, b]) await until(packs, ({ complete, phase }) => complete && phase === 'ready')
    const files = mirror.asked.filter((name) => !name.startsWith('manifest'))
    expect(files.sort()).toEqual([...new Set(files)])
  })
})
