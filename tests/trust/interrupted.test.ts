import { beforeAll, describe, expect, it } from 'vitest'
import type { EditionStore } from '../../src/packs/edition-store.ts'
import { packInbox } from '../../src/packs/exchange/pack-in.ts'
import { openIndexedDbStore } from '../../src/packs/indexeddb-store.ts'
import { makeEdition, newKeys, type TestEdition, type TestKeys } from '../../src/packs/test-edition.ts'
import { packOf } from '../../src/shared/pack/testing.ts'
import { newMirror, serving } from './mirror.ts'
import { assertWhole, hold, newPhone, ways } from './phone.ts'

/** Imports that end in the middle, at every place where they can, on a phone that holds edition 1. The browser killed: tests/e2e/packs-killed.test.ts. */
let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  const extra = [1, 2, 3].map((n) => [`items/new/${n}.md`, new Uint8Array(50).fill(n)])
  two = await makeEdition(keys, 2, {
    extra: { ...Object.fromEntries(extra), 'items/film/video.mp4': new Uint8Array(1_300_000).fill(7) },
  })
})

/** The real store, with room for `writes` more; `put` and pieces alike. */
const roomFor = (writes: number) => async (): Promise<EditionStore> => {
  const store = await openIndexedDbStore()
  let left = writes
  const full = () => {
    if (--left < 0) throw new DOMException('no room', 'QuotaExceededError')
  }
  const { pieces } = store
  return {
    ...store,
    put: async (sha256, bytes) => {
      full()
      await store.put(sha256, bytes)
    },
    pieces: pieces && {
      ...pieces,
      put: async (sha256, offset, bytes) => {
        full()
        await pieces.put(sha256, offset, bytes)
      },
    },
  }
}
/** What is on the phone, whatever was in memory. */
const onDisk = async () => {
  const packs = await newPhone(keys.trust, [])
  await packs.sync()
  return packs
}

describe.each(ways)('storage full in mid-import, by %s', (name, way) => {
  it('at any write: it is said, the old edition stays whole on the phone, and with room again the new one is taken', async () => {
    await hold(keys.trust, one)
    const before = await onDisk()
    const held = await (await before.shelf).store.hashes()
    before.close()
    const writes = two.manifest.files.filter(({ sha256 }) => !held.has(sha256)).length
    for (let room = 0; room < writes; room++) {
      await hold(keys.trust, one)
      const { packs, edition } = await way(keys.trust, two.files, { openStore: roomFor(room) })
      expect(packs.state.get().problem?.key, `room for ${room}`).toBe('storage-full')
      // Until the words are whole they are read from memory, for this visit; what a mirror's edition lacks then is sound and film.
      expect(edition).toBe(2)
      packs.close()
      const phone = await onDisk()
      const current = phone.state.get().reader!.manifest.edition
      if (current === 1) await assertWhole(phone, one)
      else {
        // A mirror's edition is switched to once its words are here.
        expect(name).toBe('mirror')
        for (const { path, group } of two.manifest.files.filter((file) => /index|text/.test(file.group)))
          expect(phone.state.get().reader!.has(path), `${group} ${path}`).toBe(true)
      }
      phone.close()
    }
    const { packs, problem } = await way(keys.trust, two.files)
    expect(problem).toBeNull()
    await assertWhole(packs, two)
  })
})

describe('cancelled in mid-import', () => {
  it('of a mirror’s edition: at any file the old one stays whole', async () => {
    await hold(keys.trust, one)
    for (let files = 1; files < 5; files++) {
      let asked = 0
      const phone = await newPhone(keys.trust, [])
      await phone.sync()
      phone.close()
      const mirror = await newMirror((path) => {
        if (++asked === files + 2) packs.pause()
        return two.files.get(path) ?? null
      })
      const packs = await newPhone(keys.trust, [mirror])
      await expect.poll(() => asked).toBeGreaterThanOrEqual(files + 2)
      await expect.poll(() => packs.state.get().phase).toBe('ready')
      packs.close()
      await assertWhole(await onDisk(), one)
    }
  })

  it('of a pack: the old one stays whole, and the pack is taken when asked again', async () => {
    await hold(keys.trust, one)
    const file = new File([await packOf(Object.fromEntries(two.files))], 'pack.html')
    const packs = await newPhone(keys.trust, [])
    await packs.sync()
    const inbox = packInbox(packs)
    await inbox.look(file)
    const stop = inbox.state.subscribe(() => {
      const now = inbox.state.get()
      if (now.at === 'taking' && now.progress) inbox.cancel()
    })
    await inbox.take()
    stop()
    expect(inbox.state.get().at).toBe('idle')
    await assertWhole(packs, one)
    await inbox.look(file)
    await inbox.take()
    await assertWhole(packs, two)
  })
})

it('with a mirror at hand as well, a phone that was interrupted is mended by it', async () => {
  await hold(keys.trust, one)
  const full = await newPhone(keys.trust, [await newMirror(serving(two.files))], { openStore: roomFor(2) })
  await full.sync()
  full.close()
  const mirror = await newMirror(serving(two.files))
  const packs = await newPhone(keys.trust, [mirror])
  await packs.sync()
  await assertWhole(packs, two)
})
