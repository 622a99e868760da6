import 'fake-indexeddb/auto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deleteDB } from 'idb'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Bytes, utf8 } from '../shared/bytes.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionStore } from './edition-store.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { mirrorSource } from './mirror-source.ts'
import { openPacks, type Packs, type PacksState } from './packs.ts'
import type { PacksDeps } from './packs-deps.ts'
import { makeEdition, newKeys, type TestEdition, type TestKeys } from './test-edition.ts'

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
}
const servers: Server[] = []
const newMirror = async (files: ReadonlyMap<string, Bytes> | null): Promise<Mirror> => {
  let served = files
  const asked: string[] = []
  const serve: Mirror['serve'] = (next) => {
    served = next
  }
  const mirror: Mirror = { url: '', serve, asked, hold: Promise.resolve() }
  const server = createServer(async (incoming, answer) => {
    const name = (incoming.url ?? '').replace(/^\/edition\//, '')
    asked.push(name)
    await mirror.hold
    const bytes = served?.get(name)
    if (!served) answer.destroy()
    else if (bytes) answer.end(bytes)
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
    packs.cancel()
    expect(await until(packs, ({ phase }) => phase === 'empty')).toMatchObject({ problem: null })
    release(null)
    ring()
    expect(packs.state.get().phase).toBe('empty')
    expect((await settled(packs)).complete).toBe(true)
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
