import 'fake-indexeddb/auto'
import { deleteDB, openDB } from 'idb'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sha256, utf8 } from '../shared/bytes.ts'
import type { Choice } from '../shared/pack/choose-files.ts'
import { openEdition } from './edition-reader.ts'
import type { EditionStore } from './edition-store.ts'
import { makePack, planPack } from './exchange/make-pack.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { lookIntoPack } from './look-into-pack.ts'
import { memoryStore } from './memory-store.ts'
import { overlayStore } from './overlay-store.ts'
import { openPacks, type Packs } from './packs.ts'
import {
  makeEdition,
  mapSource,
  memoryWishes,
  newKeys,
  problemOf,
  type TestEdition,
  type TestKeys,
} from './test-edition.ts'
import { lockedEdition, lockedPaths, lockKey, secretSound, secretText, secretTitle } from './test-locks.ts'

let keys: TestKeys
let one: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await lockedEdition(keys, 1)
})
beforeEach(() => deleteDB(databaseName))

const opened: Packs[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const packs of opened.splice(0)) packs.close()
})

/** A phone with one mirror; `serve` makes it another edition's. */
const phone = async (
  edition: TestEdition | null,
  change: {
    openStore?: () => Promise<EditionStore>
    channel?: BroadcastChannel
    prefetch?: (locked: boolean) => Promise<boolean>
  } = {},
) => {
  let source = mapSource(edition?.files ?? new Map())
  const packs = await openPacks({
    trust: keys.trust,
    mirrors: ['mirror'],
    openStore: change.openStore ?? openIndexedDbStore,
    sourceOf: () => source,
    locks: null,
    channel: change.channel ?? null,
    storage: null,
    wake: () => ({ sooner: () => {}, stop: () => {} }),
    wishes: memoryWishes(),
    prefetch: change.prefetch ?? (() => undefined),
    savesData: () => false,
    now: () => Date.parse('2031-01-08T00:00:00Z'),
    random: () => 0.5,
  })
  opened.push(packs)
  await packs.sync()
  return {
    packs,
    reader: () => packs.state.get().reader!,
    item: () => packs.state.get().reader?.content.items.find(({ id }) => id === 'at-nine'),
    words: async () => {
      const { reader } = packs.state.get()
      return (await reader!.file(lockedPaths.text)).text()
    },
    asked: () => source.asked,
    serve: async (next: TestEdition) => {
      source = mapSource(next.files)
      await packs.sync()
    },
  }
}

/** Everything this phone keeps, as text. */
const stored = async (): Promise<string> => {
  const db = await openDB(databaseName)
  const parts: string[] = []
  for (const name of db.objectStoreNames)
    for (const value of await db.getAll(name)) {
      const bytes: unknown[] = [value, value.blob, value.manifest].filter(Boolean)
      for (const one of bytes)
        if (one instanceof Blob) parts.push(await one.text())
        else if (one instanceof Uint8Array) parts.push(Buffer.from(one).toString('utf8'))
        else parts.push(JSON.stringify(one))
    }
  db.close()
  return parts.join('\n')
}
const secrets = [secretTitle, secretText, secretSound]

describe('a locked item on a phone', () => {
  it('is all there and says only what may be known, and no store holds a word of it', async () => {
    const { packs, item, reader } = await phone(one)
    expect(packs.state.get()).toMatchObject({ phase: 'ready', complete: true, problem: null })
    expect(item()).toEqual({
      id: 'at-nine',
      kind: 'speech',
      title: { en: 'Unveiled at nine', ur: 'Unveiled at nine' },
      lock: { item: lockedPaths.item, opens: '2031-01-07T16:00:00Z' },
    })
    expect(reader().has(lockedPaths.audio)).toBe(true)
    expect(reader().keyed).toEqual(new Set())
    expect(await problemOf(reader().file(lockedPaths.text))).toBe('sealed')
    expect(await problemOf(reader().file(lockedPaths.item))).toBe('sealed')
    const kept = await stored()
    expect(kept).toContain('The speech never changes.') // What is looked for would be found.
    for (const secret of secrets) expect(kept).not.toContain(secret)
  })

  it('opens with its key: the item stands in its place, its files open, of their own types', async () => {
    const { packs, item, reader, words } = await phone(one)
    await packs.unlock(lockKey())
    expect(item()).toMatchObject({ title: { en: secretTitle }, audio: { path: lockedPaths.audio } })
    expect(item()?.lock).toBeUndefined()
    expect(await words()).toBe(secretText)
    const sound = await reader().file(lockedPaths.audio)
    expect([sound.type, await sound.text()]).toEqual(['audio/mp4', secretSound])
    // Its place among the others is the same.
    expect(reader().content.items.map(({ id }) => id)).toEqual(reader().published.items.map(({ id }) => id))
    // What is kept stays sealed.
    for (const secret of secrets) expect(await stored()).not.toContain(secret)
  })

  it('stays open on the next visit, and with the next edition, whose text is mended under the same lock', async () => {
    const first = await phone(one)
    await first.packs.unlock(lockKey())
    first.packs.close()
    const again = await phone(null)
    expect(again.item()?.title.en).toBe(secretTitle)
    expect(await again.words()).toBe(secretText)
    await again.serve(await lockedEdition(keys, 2, { text: 'We count every rupee twice.' }))
    expect(again.reader().manifest.edition).toBe(2)
    expect(await again.words()).toBe('We count every rupee twice.')
  })

  it('does not open by another key, and what is open already stays open', async () => {
    const { packs, item, reader } = await phone(one)
    await packs.unlock(lockKey(8))
    expect(item()?.lock).toBeDefined()
    expect(reader().keyed).toEqual(new Set())
    await packs.unlock(lockKey())
    await packs.unlock(lockKey(9))
    expect(item()?.lock).toBeUndefined()
  })

  it('has the code kept that opens it, once there is something locked and not before', async () => {
    const asked: boolean[] = []
    let kept = true
    const prefetch = async (locked: boolean) => {
      asked.push(locked)
      return kept
    }
    const { packs, serve } = await phone(await makeEdition(keys, 1), { prefetch })
    const ready = () => packs.state.get().codeKept
    await vi.waitFor(() => expect(ready()).toBe(true))
    expect(new Set(asked)).toEqual(new Set([false]))
    kept = false
    await serve(await lockedEdition(keys, 2))
    await vi.waitFor(() => expect(asked.at(-1)).toBe(true))
    expect(ready()).toBe(false)
    kept = true
    await packs.sync()
    await vi.waitFor(() => expect(ready()).toBe(true))
    const before = asked.length
    await packs.sync()
    expect(asked).toHaveLength(before)
  })

  it('opens in every tab at once', async () => {
    const channels = [new BroadcastChannel('sada-test'), new BroadcastChannel('sada-test')] as const
    const here = await phone(one, { channel: channels[0] })
    const there = await phone(one, { channel: channels[1] })
    await here.packs.unlock(lockKey())
    await vi.waitFor(() => expect(there.item()?.title.en).toBe(secretTitle))
    expect(await there.words()).toBe(secretText)
  })

  it('opens for this visit where nothing can be kept', async () => {
    const store = await openIndexedDbStore()
    const full: EditionStore = {
      ...store,
      keepLockKey: () => Promise.reject(new DOMException('no room', 'QuotaExceededError')),
    }
    const { packs, item, words } = await phone(one, { openStore: async () => full })
    await packs.unlock(lockKey())
    expect(item()?.title.en).toBe(secretTitle)
    expect(await words()).toBe(secretText)
    expect(packs.state.get().durable).toBe(false)
  })

  it('waits with its key until its files come', async () => {
    const part = new Map(one.files)
    part.delete(lockedPaths.item)
    const { packs, item, reader, serve } = await phone(one)
    const shelf = await packs.shelf
    const { sha256: hash } = one.manifest.files.find(({ path }) => path === lockedPaths.item)!
    await shelf.store.drop(hash)
    await serve({ ...one, files: part })
    await packs.unlock(lockKey())
    expect(item()?.lock).toBeDefined()
    expect(reader().keyed).toEqual(new Set(['at-nine']))
    expect(reader().has(lockedPaths.item)).toBe(false)
    await serve(one)
    expect(item()?.title.en).toBe(secretTitle)
  })

  it('opens in an older edition that is looked at', async () => {
    const { packs, item, serve } = await phone(one)
    await serve(await makeEdition(keys, 2))
    expect(item()).toBeUndefined()
    await packs.openArchive(1)
    expect(item()?.lock).toBeDefined()
    await packs.unlock(lockKey())
    expect(item()?.title.en).toBe(secretTitle)
    expect(packs.state.get().reader?.giving).toBeNull()
    await packs.openArchive(null)
    expect(item()).toBeUndefined()
  })
})

describe('a key that a newer edition gives out', () => {
  it('opens the item by itself, is kept, and costs no file of it again', async () => {
    const { packs, item, words, asked, serve } = await phone(one)
    expect(asked().filter((path) => path.startsWith('sealed/'))).toHaveLength(3)
    await serve(await lockedEdition(keys, 2, { releasing: true }))
    expect(item()?.title.en).toBe(secretTitle)
    expect(await words()).toBe(secretText)
    expect(asked()).toContain('content.json')
    expect(asked().filter((path) => path.startsWith('sealed/'))).toEqual([])
    const held = await (await packs.shelf).store.lockKeys()
    expect([...held.values()]).toEqual([lockKey()])
    // The notice is gone from the edition after; the key is not.
    await serve(await lockedEdition(keys, 3))
    expect(item()?.title.en).toBe(secretTitle)
  })

  it('is not believed where it opens no lock of the edition', async () => {
    const wrong = await lockedEdition(keys, 2, { releasing: true })
    const content = Buffer.from(wrong.files.get('content.json')!).toString('utf8')
    for (const code of ['0000-0000-0000-0000-0000-0000-0000', 'AT-NINE']) {
      await deleteDB(databaseName)
      const extra: Record<string, ReturnType<typeof utf8>> = {}
      for (const [path, bytes] of wrong.files) if (path.startsWith('sealed/')) extra[path] = bytes
      extra['content.json'] = utf8(content.replace(/"code":"[^"]*"/, `"code":"${code}"`))
      const edition = await makeEdition(keys, 2, { extra, manifest: { locks: wrong.manifest.locks! } })
      const { packs, item } = await phone(edition)
      expect(item()?.lock).toBeDefined()
      expect(await (await packs.shelf).store.lockKeys()).toEqual(new Map())
      packs.close()
    }
  })
})

describe('sealed files that are not what they should be', () => {
  const withKey = async (edition: TestEdition) => {
    const made = await phone(edition)
    await made.packs.unlock(lockKey())
    return made
  }

  it('by the organiser’s own mistake open to nothing, and the rest is read', async () => {
    const swapped = await lockedEdition(keys, 1, { instead: { text: one.files.get(lockedPaths.audio)! } })
    const { item, reader, words } = await withKey(swapped)
    expect(item()?.title.en).toBe(secretTitle)
    expect(await problemOf(words())).toBe('sealed')
    expect(await (await reader().file('items/speech/en.md')).text()).toBe('The speech never changes.')
  })

  it('hold no item where one should be: it stays closed', async () => {
    const { item, reader } = await withKey(
      await lockedEdition(keys, 1, { instead: { item: utf8('rubbish') } }),
    )
    expect(item()?.lock).toBeDefined()
    expect(reader().keyed).toEqual(new Set(['at-nine']))
    expect(await (await reader().file('items/one/en.md')).text()).toContain('Edition 1.')
  })

  it('spoilt by the phone’s own storage are let go of and fetched again', async () => {
    const { packs, reader, words } = await withKey(one)
    const { store } = await packs.shelf
    const { sha256: hash } = one.manifest.files.find(({ path }) => path === lockedPaths.text)!
    const spoilt = one.files.get(lockedPaths.text)!.slice()
    spoilt[3] = spoilt[3]! ^ 1
    await store.put(hash, spoilt)
    expect(await problemOf(words())).toBe('missing-file')
    expect(reader().has(lockedPaths.text)).toBe(false)
    await packs.sync()
    expect(await words()).toBe(secretText)
  })

  it('stay closed where the code that opens them cannot be loaded, and open once it can', async () => {
    const { packs } = await phone(one)
    const shelf = await packs.shelf
    const stored = (await shelf.store.current())!
    const held = await shelf.store.hashes()
    const known = new Map([[one.manifest.locks![0]!.keySha256, lockKey()]])
    vi.doMock('./open-locks.ts', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
    vi.resetModules()
    const fresh = await import('./edition-reader.ts')
    const closed = await fresh.openEdition(stored, shelf.store, held, keys.trust, { keys: known })
    vi.doUnmock('./open-locks.ts')
    expect(closed.locksBy).toBeNull()
    expect(closed.reader.content.items.find(({ id }) => id === 'at-nine')?.lock).toBeDefined()
    const open = await openEdition(stored, shelf.store, held, keys.trust, { keys: known })
    expect(open.locksBy).toBe('at-nine')
    expect(open.reader.content.items.find(({ id }) => id === 'at-nine')?.title.en).toBe(secretTitle)
  })
})

describe('a pack', () => {
  const everything = (items: string[]): Choice => ({
    items: new Set(items),
    languages: new Set(['en']),
    groups: new Set(['text', 'audio']),
  })
  const packOf = async (packs: Packs, items = ['one', 'at-nine']) => {
    const shelf = await packs.shelf
    const { reader, stored: signed } = shelf.opened!
    const plan = await planPack(reader, signed, everything(items), new Map())
    const signal = new AbortController().signal
    const made = await makePack(reader, signed, plan, { signal, onProgress: () => {} })
    return { plan, file: made.file, text: Buffer.from(await made.file.arrayBuffer()).toString('utf8') }
  }

  it('carries the item sealed and shows nothing of it, from a phone that has opened it too', async () => {
    const { packs } = await phone(one)
    const before = await packOf(packs)
    await packs.unlock(lockKey())
    const after = await packOf(packs)
    expect(after.plan.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(Object.values(lockedPaths)),
    )
    for (const secret of secrets) expect(after.text).not.toContain(secret)
    expect(after.text).toContain('Unveiled at nine')
    expect(after.text).toContain('Sealed in this file')
    // To the byte what it was before: nobody can tell from a pack who knows.
    expect(after.text).toBe(before.text)
  })

  it('goes without it where it is not chosen', async () => {
    const { packs } = await phone(one)
    const { plan, text } = await packOf(packs, ['one'])
    expect(plan.files.map(({ path }) => path).filter((path) => path.startsWith('sealed/'))).toEqual([])
    expect(text.split('PK\u0003\u0004')[0]).not.toContain('Unveiled at nine')
  })

  it('made before nine opens after nine with the key, with no mirror at all', async () => {
    const giver = await phone(one)
    const { file } = await packOf(giver.packs)
    giver.packs.close()
    await deleteDB(databaseName)
    const { packs, item, words } = await phone(null)
    const { store } = await packs.shelf
    const found = await lookIntoPack(file, store, keys.trust)
    const signal = new AbortController().signal
    await packs.importFrom(found.source, { signal, onProgress: () => {} })
    expect(item()?.lock).toBeDefined()
    await packs.unlock(lockKey())
    expect(item()?.title.en).toBe(secretTitle)
    expect(await words()).toBe(secretText)
  })
})

describe('keys in the stores', () => {
  it.each([
    ['on the phone', openIndexedDbStore],
    ['in memory', async () => memoryStore()],
    ['in memory over the phone', async () => overlayStore(await openIndexedDbStore(), memoryStore())],
  ])('%s are kept by their hashes, and tidied by nothing', async (_where, open) => {
    const store = await open()
    expect(await store.lockKeys()).toEqual(new Map())
    await store.keepLockKey('b'.repeat(64), lockKey(2))
    await store.keepLockKey('a'.repeat(64), lockKey(1))
    await store.keepLockKey('a'.repeat(64), lockKey(1))
    await store.tidy({ previous: 0, keep: new Set() })
    const held = await store.lockKeys()
    expect([...held.keys()].sort()).toEqual(['a'.repeat(64), 'b'.repeat(64)])
    expect(held.get('a'.repeat(64))).toEqual(lockKey(1))
    expect(await store.highest()).toBeNull()
    store.close()
  })
})

it('the hash of a file is over what is sealed, so that mirrors are judged by it', async () => {
  const listed = one.manifest.files.find(({ path }) => path === lockedPaths.text)
  expect(listed?.sha256).toBe(await sha256(one.files.get(lockedPaths.text)!))
})
