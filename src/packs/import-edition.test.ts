import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { deleteDB } from 'idb'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sha256, utf8 } from '../shared/bytes.ts'
import { openEdition } from './edition-reader.ts'
import type { EditionStore } from './edition-store.ts'
import { type ImportOptions, importEdition } from './import-edition.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { memoryStore } from './memory-store.ts'
import {
  makeEdition,
  mapSource,
  newKey,
  newKeys,
  problemOf,
  signInto,
  type TestEdition,
  type TestKeys,
} from './test-edition.ts'

let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2)
})

const open: EditionStore[] = []
afterEach(async () => {
  for (const store of open.splice(0)) store.close()
  await deleteDB(databaseName)
})
const newStore = async (): Promise<EditionStore> => {
  const store = await openIndexedDbStore()
  open.push(store)
  return store
}
const take = (files: Map<string, Uint8Array<ArrayBuffer>>, store: EditionStore, options?: ImportOptions) =>
  importEdition(mapSource(files), store, keys.trust, options)
const read = async (store: EditionStore) =>
  openEdition((await store.current())!, store, await store.hashes(), keys.trust)

/** A store that already holds edition 1, and the check that it still does, whole. */
const storeWithOne = async () => {
  const store = await newStore()
  await take(one.files, store)
  const assertUntouched = async () => {
    const { reader, givingUnsigned } = await read(store)
    expect(reader.manifest.edition).toBe(1)
    expect(givingUnsigned).toBe(false)
    for (const { path } of reader.manifest.files)
      expect(new Uint8Array(await (await reader.file(path)).arrayBuffer())).toEqual(one.files.get(path))
  }
  return { store, assertUntouched }
}

/** A copy of an edition with one file replaced, its manifest and signature left as they are. */
const altered = (edition: TestEdition, name: string, bytes: Uint8Array<ArrayBuffer> | null) => {
  const files = new Map(edition.files)
  if (bytes) files.set(name, bytes)
  else files.delete(name)
  return files
}
const flip = (bytes: Uint8Array<ArrayBuffer>, at: number, mask = 1) => {
  const copy = bytes.slice()
  copy[at] = copy[at]! ^ mask
  return copy
}

describe('a good edition', () => {
  it('is stored whole and read from the store with its media types', async () => {
    const store = await newStore()
    expect(await take(one.files, store)).toEqual({ edition: 1, newer: true })
    const { reader } = await read(store)
    expect(reader.content.items[0]?.title.en).toBe('Chapter of 1')
    expect(reader.giving?.organisation).toBe('lantern')
    const blob = await reader.file('items/speech/audio.m4a')
    expect(blob.type).toBe('audio/mp4')
    expect(await blob.text()).toBe('three seconds of sound')
  })

  it('lets what must not be crowded out go before its media, also where only media are missing', async () => {
    const store = await newStore()
    for (const missing of ['everything', 'a film']) {
      const source = mapSource(one.files)
      let asked: string[] | null = null
      const beforeMedia = async () => {
        asked = source.asked.filter((path) => /\.(webp|m4a|mp4)$/.test(path))
      }
      await importEdition(source, store, keys.trust, { beforeMedia })
      expect(asked, missing).toEqual([])
      const sound = (await read(store)).reader.manifest.files.find(({ path }) => path.endsWith('.m4a'))
      await store.drop(sound!.sha256)
    }
  })

  it('is fetched words first, and media only after the switch', async () => {
    const store = await newStore()
    const source = mapSource(one.files)
    let askedAtSwitch: string[] = []
    await importEdition(source, store, keys.trust, {
      parallel: 1,
      onSwitched: () => {
        askedAtSwitch = [...source.asked]
      },
    })
    expect(askedAtSwitch.slice(0, 2)).toEqual(['manifest.json', 'manifest.sig'])
    expect(askedAtSwitch.slice(2, 5).sort()).toEqual(['content.json', 'giving.json', 'giving.sig'])
    expect(askedAtSwitch.at(-1)).toBe('items/speech/en.md')
    expect(source.asked.slice(-3)).toEqual([
      'items/tribute/1.webp',
      'items/speech/audio.m4a',
      'items/film/video.mp4',
    ])
  })

  it('opens without a picture that was changed on its way; the sound and film behind it come all the same', async () => {
    const files = new Map(one.files).set('items/tribute/1.webp', utf8('not the picture that was signed'))
    const store = await newStore()
    const source = mapSource(files)
    await expect(importEdition(source, store, keys.trust)).rejects.toMatchObject({
      key: 'size',
      detail: expect.stringContaining('items/tribute/1.webp'),
    })
    const held = await store.hashes()
    const missing = one.manifest.files.filter((file) => !held.has(file.sha256)).map(({ path }) => path)
    expect(missing).toEqual(['items/tribute/1.webp'])
    expect((await store.current())?.edition).toBe(1)
  })

  it('counts items and bytes up to the whole', async () => {
    const seen: number[] = []
    const total = one.manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    await take(one.files, await newStore(), { onProgress: ({ bytes }) => seen.push(bytes) })
    expect(seen.at(-1)).toBe(total)
    expect(seen.every((bytes, index) => index === 0 || bytes >= seen[index - 1]!)).toBe(true)
  })

  it('replaces an older one and fetches only what changed', async () => {
    const { store } = await storeWithOne()
    const source = mapSource(two.files)
    await importEdition(source, store, keys.trust)
    expect((await read(store)).reader.manifest.edition).toBe(2)
    expect(source.asked.sort()).toEqual([
      'content.json',
      'giving.sig',
      'items/one/en.md',
      'manifest.json',
      'manifest.sig',
    ])
  })

  it('asks for nothing but the manifest when everything is here', async () => {
    const { store } = await storeWithOne()
    const source = mapSource(one.files)
    expect(await importEdition(source, store, keys.trust)).toEqual({ edition: 1, newer: false })
    expect(source.asked).toEqual(['manifest.json', 'manifest.sig'])
  })

  it('lets go of files only editions before the previous one list', async () => {
    const { store } = await storeWithOne()
    await take(two.files, store)
    const old = await sha256(one.files.get('items/one/en.md')!)
    expect((await store.hashes()).has(old)).toBe(true)
    await take((await makeEdition(keys, 3)).files, store)
    expect((await store.hashes()).has(old)).toBe(false)
  })
})

describe('refused, and edition 1 stays whole', () => {
  const cases: [string, string, () => Promise<Map<string, Uint8Array<ArrayBuffer>>>][] = [
    ['a changed manifest', 'signature', async () => altered(two, 'manifest.json', flip(two.files.get('manifest.json')!, 40))],
    ['a garbage manifest', 'signature', async () => altered(two, 'manifest.json', utf8('<!doctype html>'))],
    ['no manifest', 'not-found', async () => altered(two, 'manifest.json', null)],
    ['an empty manifest', 'signature', async () => altered(two, 'manifest.json', utf8(''))],
    ['a changed signature', 'signature', async () => altered(two, 'manifest.sig', flip(two.files.get('manifest.sig')!, 3))],
    ['no signature', 'signature', async () => altered(two, 'manifest.sig', null)],
    ['an overlong signature', 'signature', async () => altered(two, 'manifest.sig', new Uint8Array(5000))],
    ['a changed file', 'hash', async () => altered(two, 'items/one/en.md', flip(two.files.get('items/one/en.md')!, 0))],
    ['a truncated file', 'size', async () => altered(two, 'items/one/en.md', two.files.get('items/one/en.md')!.slice(0, -1))],
    ['a file grown by a byte', 'size', async () => altered(two, 'items/one/en.md', new Uint8Array([...two.files.get('items/one/en.md')!, 10]))],
    ['an endless file', 'size', async () => altered(two, 'items/one/en.md', new Uint8Array(9_000_000))],
    ['a missing chapter', 'not-found', async () => altered(two, 'items/one/en.md', null)],
    ['a changed donation form', 'hash', async () => altered((await makeEdition(keys, 2, { extra: { 'giving.json': utf8('{}') } })), 'giving.json', utf8('[]'))],
    ['a key nobody knows', 'signature', async () => (await makeEdition({ ...keys, content: await newKey() }, 2)).files],
    ['the donation key in place of the content key', 'signature', async () => (await makeEdition({ ...keys, content: keys.donation }, 2)).files],
    ['another organisation', 'manifest', async () => (await makeEdition(keys, 2, { manifest: { organisation: 'other' } })).files],
    ['a signed manifest of no known format', 'manifest', async () => {
      const files = new Map(two.files)
      await signInto(files, utf8('{"format":"sada-edition/9"}'), keys.content)
      return files
    }],
    ['a path that climbs out', 'manifest', async () => {
      const files = new Map(two.files)
      const text = JSON.stringify(two.manifest).replace('items/one/en.md', '../one/en.md')
      await signInto(files, utf8(text), keys.content)
      return files
    }],
    ['a content file of no known format', 'manifest', async () => (await makeEdition(keys, 2, { extra: { 'content.json': utf8('{}') } })).files],
    ['no content file', 'manifest', async () => (await makeEdition(keys, 2, { without: ['content.json'] })).files],
    ['an app too old', 'minimum-app', async () => (await makeEdition(keys, 2, { manifest: { minimumApp: 99 } })).files],
    ['the same number with other content', 'conflict', async () => (await makeEdition(keys, 1, { extra: { 'items/one/en.md': utf8('other') } })).files],
  ] // biome-ignore format: a table
  it.each(cases)('%s: %s', async (_name, problem, files) => {
    const { store, assertUntouched } = await storeWithOne()
    expect(await problemOf(take(await files(), store))).toBe(problem)
    await assertUntouched()
  })

  it('two listed files of the same size swapped: hash', async () => {
    const { store, assertUntouched } = await storeWithOne()
    const pair = await makeEdition(keys, 2, {
      extra: { 'items/one/en.md': utf8('aaaa'), 'items/one/ur.md': utf8('bbbb') },
    })
    const files = new Map(pair.files)
    files.set('items/one/en.md', utf8('bbbb'))
    files.set('items/one/ur.md', utf8('aaaa'))
    expect(await problemOf(take(files, store))).toBe('hash')
    await assertUntouched()
  })

  it('an older edition, even a whole and signed one', async () => {
    const store = await newStore()
    await take(two.files, store)
    const source = mapSource(one.files)
    expect(await problemOf(importEdition(source, store, keys.trust))).toBe('older')
    expect(source.asked).toEqual(['manifest.json', 'manifest.sig']) // Not one byte more is paid for it.
    expect((await read(store)).reader.manifest.edition).toBe(2)
  })

  it('any single byte changed anywhere', async () => {
    // A word an edition adds: each name is one that must be fetched, so that the changed byte is really looked at.
    const fresh = await makeEdition(keys, 3, {
      extra: {
        'giving.json': utf8(
          JSON.stringify({
            ...JSON.parse(new TextDecoder().decode(two.files.get('giving.json'))),
            pledgeDays: 31,
          }),
        ),
        'items/one/ur.md': utf8('نیا متن'),
        'items/speech/en.md': utf8('new words'),
      },
    })
    const names = [
      'manifest.json',
      'manifest.sig',
      'content.json',
      'giving.json',
      'giving.sig',
      'items/one/en.md',
      'items/one/ur.md',
      'items/speech/en.md',
    ]
    const mutation = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(),
      mask: fc.integer({ min: 1, max: 255 }),
    })
    await fc.assert(
      fc.asyncProperty(mutation, async ({ name, at, mask }) => {
        // A fresh store every time: what one try verified would not be fetched, and so not be tested, by the next.
        const { store, assertUntouched } = await storeWithOne()
        const bytes = fresh.files.get(name)!
        const files = altered(fresh, name, flip(bytes, at % bytes.length, mask))
        const problem = await problemOf(take(files, store))
        expect(problem).toBe(name.startsWith('manifest') ? 'signature' : 'hash')
        expect(await store.highest()).toMatchObject({ edition: 1 })
        await assertUntouched()
        store.close()
        await deleteDB(databaseName)
      }),
      { numRuns: 150 },
    )
  })
})

describe('the second signature', () => {
  it.each([
    ['missing', { without: ['giving.sig'] }],
    ['by the content key', { byContent: true }],
    ['over another form', { extra: { 'giving.json': utf8('{"format":"sada-giving/1"}') } }],
  ])(
    '%s: readable, and nothing can be given',
    async (_name, { byContent, ...options }: Record<string, unknown>) => {
      const store = await newStore()
      await take(
        (await makeEdition(keys, 1, { ...options, ...(byContent ? { donation: keys.content } : {}) })).files,
        store,
      )
      const { reader, givingUnsigned } = await read(store)
      expect(reader.giving).toBeNull()
      expect(givingUnsigned).toBe(true)
      expect(await (await reader.file('items/one/en.md')).text()).toContain('Edition 1')
    },
  )
})

describe('a torn import', () => {
  it('leaves the old edition whole and is resumed without fetching anything twice', async () => {
    const { store, assertUntouched } = await storeWithOne()
    const big = await makeEdition(keys, 2, {
      extra: Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`items/new/${n}.md`, utf8(`text ${n}`)])),
    })
    const torn = mapSource(altered(big, 'items/new/5.md', null))
    expect(await problemOf(importEdition(torn, store, keys.trust, { parallel: 1 }))).toBe('not-found')
    await assertUntouched()
    const again = mapSource(big.files)
    await importEdition(again, store, keys.trust, { parallel: 1 })
    expect(again.asked).toEqual(['manifest.json', 'manifest.sig', 'items/new/5.md', 'items/new/6.md'])
    expect((await read(store)).reader.manifest.edition).toBe(2)
  })

  it('after the switch opens the words and says what has not come', async () => {
    const store = await newStore()
    expect(await problemOf(take(altered(one, 'items/speech/audio.m4a', null), store))).toBe('not-found')
    const { reader } = await read(store)
    expect(reader.has('items/one/en.md')).toBe(true)
    expect(reader.has('items/film/video.mp4')).toBe(true)
    expect(reader.has('items/speech/audio.m4a')).toBe(false)
    expect(await problemOf(reader.file('items/speech/audio.m4a'))).toBe('missing-file')
  })

  it('by a person: aborted, nothing changed, what came is kept', async () => {
    const { store, assertUntouched } = await storeWithOne()
    const stop = new AbortController()
    const onStored = () => stop.abort()
    await expect(take(two.files, store, { signal: stop.signal, onStored, parallel: 1 })).rejects.toThrow(
      'abort',
    )
    await assertUntouched()
    expect((await store.hashes()).has(await sha256(two.files.get('content.json')!))).toBe(true)
  })

  it('by a full disk at any write: storage-full, the old edition whole', async () => {
    for (let nth = 1; nth <= 2; nth++) {
      const { store, assertUntouched } = await storeWithOne()
      let writes = 0
      const full: EditionStore = {
        ...store,
        put: async (hash, bytes) => {
          writes += 1
          if (writes >= nth) throw new DOMException('no room', 'QuotaExceededError')
          await store.put(hash, bytes)
        },
      }
      await expect(take(two.files, full, { parallel: 1 })).rejects.toMatchObject({
        name: 'QuotaExceededError',
      })
      await assertUntouched()
      store.close()
      await deleteDB(databaseName)
    }
  })

  it('makes room by letting go of the edition before the open one', async () => {
    const store = memoryStore(6000)
    const filler = (n: number) => ({ 'items/one/en.md': new Uint8Array(1500).fill(n) })
    for (const edition of [1, 2, 3]) {
      await take((await makeEdition(keys, edition, { extra: filler(edition) })).files, store)
      expect((await store.current())?.edition).toBe(edition)
    }
  })
})

describe('two tabs', () => {
  it('importing different editions at once end with the newer, whichever is first', async () => {
    const [here, there] = [await newStore(), await newStore()]
    await Promise.allSettled([take(two.files, here), take(one.files, there)])
    expect((await here.highest())?.edition).toBe(2)
    expect((await read(there)).reader.manifest.edition).toBe(2)
  })

  it('the switch itself judges the edition rule again', async () => {
    const store = await newStore()
    await take(two.files, store)
    const stale = { ...store, highest: async () => null }
    expect(await problemOf(take(one.files, stale))).toBe('older')
    expect((await store.current())?.edition).toBe(2)
  })
})

describe('a stored edition', () => {
  it('whose signed bytes were damaged is not opened, and the next import mends it', async () => {
    const { store } = await storeWithOne()
    const current = (await store.current())!
    await store.switchTo({ ...current, manifest: flip(current.manifest, 100) })
    expect(await problemOf(read(store))).toBe('signature')
    await take(one.files, store)
    expect((await read(store)).reader.manifest.edition).toBe(1)
  })

  it('whose donation form was replaced in the store is not opened, and the next import mends it', async () => {
    const { store } = await storeWithOne()
    await store.put(await sha256(one.files.get('giving.json')!), utf8('{"accounts":"of a thief"}'))
    expect(await problemOf(read(store))).toBe('hash')
    await take(one.files, store)
    expect((await read(store)).reader.giving?.organisation).toBe('lantern')
  })
})
