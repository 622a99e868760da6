import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { utf8 } from '../shared/bytes.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { problemOf } from './test-edition.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await deleteDB(databaseName)
})

describe('the store on the phone', () => {
  it('keeps files for the next visit', async () => {
    const store = await openIndexedDbStore()
    await store.put('a', utf8('words'))
    store.close()
    const next = await openIndexedDbStore()
    expect(await (await next.file('a'))?.text()).toBe('words')
    expect(await next.file('b')).toBeNull()
    next.close()
  })

  it('lets another tab delete or upgrade the database, and opens anew', async () => {
    const store = await openIndexedDbStore()
    await store.put('a', utf8('words'))
    await deleteDB(databaseName) // Would wait for ever if our connection did not let go.
    expect(await store.hashes()).toEqual(new Set())
    await store.put('b', utf8('again'))
    expect(await store.hashes()).toEqual(new Set(['b']))
    store.close()
  })

  it('says storage-blocked where the browser refuses to open it', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError')
    })
    expect(await problemOf(openIndexedDbStore())).toBe('storage-blocked')
  })

  it('says storage-blocked where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined)
    expect(await problemOf(openIndexedDbStore())).toBe('storage-blocked')
  })

  it('keeps the bytes themselves where the browser keeps no Blob, as WebKit’s private windows', async () => {
    const { put } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (value?.blob instanceof Blob)
        throw new DOMException('Error preparing Blob/File data', 'UnknownError')
      return put.call(this, value, key)
    })
    const store = await openIndexedDbStore()
    await store.put('a', utf8('words'))
    await store.put('b', new Blob(['more ', 'words']))
    await store.pieces?.put('c', 0, utf8('piece'))
    store.close()
    const next = await openIndexedDbStore()
    expect(await (await next.file('a'))?.text()).toBe('words')
    expect(await (await next.file('b'))?.text()).toBe('more words')
    expect(await next.pieces?.get('c', 0)).toEqual(utf8('piece'))
    next.close()
  })

  it('says storage-full where a write does not fit, and keeps what was there', async () => {
    const store = await openIndexedDbStore()
    await store.put('a', utf8('words'))
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    expect(await problemOf(store.put('b', utf8('more')))).toBe('storage-full')
    expect(await store.hashes()).toEqual(new Set(['a']))
    store.close()
  })
})
