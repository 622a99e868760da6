import 'fake-indexeddb/auto'
import { deleteDB } from 'idb'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rotationsPath, type Trust } from '../shared/keyring.ts'
import { packOf } from '../shared/pack/testing.ts'
import { publicKeyOf } from '../shared/signature.ts'
import { openEdition } from './edition-reader.ts'
import type { EditionStore } from './edition-store.ts'
import { importEdition } from './import-edition.ts'
import { databaseName } from './indexeddb-database.ts'
import { openIndexedDbStore } from './indexeddb-store.ts'
import { lookIntoPack } from './look-into-pack.ts'
import { memoryStore } from './memory-store.ts'
import {
  makeEdition,
  mapSource,
  newKey,
  newKeys,
  problemOf,
  type TestEdition,
  type TestKeys,
} from './test-edition.ts'
import { makeRotated, type RotatedKeys, rotate, rotationsFile, statement } from './test-rotation.ts'

let keys: TestKeys
let one: TestEdition
/** The content key from edition 2 on, and from edition 3 on. */
let second: RotatedKeys
let third: RotatedKeys
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  second = await rotate(keys, 2)
  third = await rotate(second, 3)
})

let store: EditionStore
beforeEach(async () => {
  store = await openIndexedDbStore()
})
afterEach(async () => {
  store.close()
  await deleteDB(databaseName)
})
const take = ({ files }: TestEdition, trust: Trust = keys.trust, into = store) =>
  importEdition(mapSource(files), into, trust)
const read = async (trust: Trust = keys.trust) =>
  openEdition((await store.current())!, store, await store.hashes(), trust)
const numberHere = async () => (await read()).reader.manifest.edition
/** What the app trusts once it was built with these keys. */
const bare = (to: RotatedKeys): Trust => ({
  id: keys.trust.id,
  contentKey: publicKeyOf(to.content),
  donationKey: publicKeyOf(to.donation),
})
const updated = (to: RotatedKeys): Trust => ({
  ...bare(to),
  former: to.rotations.map(({ role, from, edition, issued }) => ({
    role,
    key: from,
    until: edition,
    ended: issued,
  })),
})
const keysHere = async (of = store) => (await of.highest())?.ring?.content.map(({ key }) => key)

describe('an edition under a changed content key', () => {
  it('is taken with both signatures, and is still there after a reload', async () => {
    await take(one)
    const two = await makeRotated(second, 2)
    expect(await take(two)).toEqual({ edition: 2, newer: true })
    store.close()
    store = await openIndexedDbStore()
    const { reader, signer, givingUnsigned } = await read()
    expect([reader.manifest.edition, signer, givingUnsigned]).toEqual([2, publicKeyOf(second.content), false])
    // The one before it opens as an archive, by the key of its time.
    const [archived] = (await store.editions()).filter(({ edition }) => edition === 1)
    const old = await openEdition(archived!, store, await store.hashes(), keys.trust)
    expect([old.reader.manifest.edition, old.signer]).toEqual([1, publicKeyOf(keys.content)])
  })
  it('is followed over two changes at once', async () => {
    await take(one)
    await take(await makeRotated(third, 3))
    expect(await numberHere()).toBe(3)
    expect(await keysHere()).toEqual([keys, second, third].map(({ content }) => publicKeyOf(content)))
  })
  it('is followed as far as the key that signed it, though the next change is announced already', async () => {
    await take(await makeRotated({ ...second, rotations: third.rotations }, 2))
    // The edition's own list says both; what counts is that nothing by the third key is here.
    expect(await numberHere()).toBe(2)
    const fresh = memoryStore()
    const two = await makeRotated(second, 2)
    const ahead = new Map(two.files).set(rotationsPath, rotationsFile(third.rotations))
    const beside = mapSource(ahead)
    const listed = two.files.get(rotationsPath)!
    const source = {
      ...beside,
      get: async (path: string, options: Parameters<typeof beside.get>[1]) =>
        path.startsWith('sha256/') ? listed : beside.get(path, options),
    }
    await importEdition(source, fresh, keys.trust)
    expect(await keysHere(fresh)).toEqual([keys, second].map(({ content }) => publicKeyOf(content)))
    // And not where its number says that it came after.
    expect(
      await problemOf(
        take(await makeRotated({ ...second, rotations: third.rotations }, 3), keys.trust, memoryStore()),
      ),
    ).toBe('unknown-key')
  })
  it('asks for the statements only where the signature is no known key’s', async () => {
    const source = mapSource(one.files)
    await importEdition(source, store, keys.trust)
    expect(source.asked).not.toContain(rotationsPath)
    const changed = mapSource((await makeRotated(second, 2)).files)
    await importEdition(changed, store, keys.trust)
    expect(changed.asked.slice(0, 3)).toEqual(['manifest.json', 'manifest.sig', rotationsPath])
    const next = mapSource((await makeRotated(second, 3)).files)
    await importEdition(next, store, keys.trust)
    expect(next.asked).not.toContain(rotationsPath)
  })

  // biome-ignore format: a table
  const refused: [why: string, problem: string, make: () => Promise<TestEdition>][] = [
    ['no statement', 'signature', () => makeEdition(second, 2)],
    ['no signature of the old key', 'signature', async () => makeRotated(await rotate(keys, 2, { byOld: await newKey() }), 2)],
    ['no signature of the new key', 'signature', async () => makeRotated(await rotate(keys, 2, { byNew: keys.content }), 2)],
    ['a chain broken in the middle', 'signature', () => makeRotated({ ...third, rotations: third.rotations.slice(1) }, 3)],
    ['a forged link in the middle', 'signature', async () => {
      const forged = await statement('content', keys.content, second.content, 2, { byOld: second.content })
      return makeRotated({ ...third, rotations: [forged, third.rotations[1]!] }, 3)
    }],
    ['the chain of another organisation', 'signature', async () => makeRotated(await rotate(keys, 2, { organisation: 'other' }), 2)],
    ['statements in another organisation’s file', 'signature', () => makeRotated(second, 2, { extra: { [rotationsPath]: rotationsFile(second.rotations, 'other') } })],
    ['a change of the donation key in place of the content key’s', 'signature', async () => makeRotated({ ...second, rotations: [await statement('donation', keys.content, second.content, 2)] }, 2)],
    ['a change that leads elsewhere', 'signature', async () => makeRotated({ ...(await rotate(keys, 2)), rotations: second.rotations }, 2)],
  ]
  it.each(refused)('is refused with %s: %s', async (_why, problem, make) => {
    await take(one)
    expect(await problemOf(take(await make()))).toBe(problem)
    expect(await numberHere()).toBe(1)
    expect(await keysHere()).toEqual([keys.trust.contentKey])
  })
})

describe('the old key, once a change was accepted', () => {
  it('signs nothing new any more: not a newer edition, with or without the statements', async () => {
    await take(one)
    await take(await makeRotated(second, 2))
    expect(await problemOf(take(await makeEdition(keys, 3)))).toBe('unknown-key')
    expect(await problemOf(take(await makeRotated({ ...keys, rotations: second.rotations }, 3)))).toBe(
      'unknown-key',
    )
    expect(await numberHere()).toBe(2)
  })
  it('does not hand over a second time, to somebody else', async () => {
    await take(await makeRotated(second, 2))
    expect(await problemOf(take(await makeRotated(await rotate(keys, 2), 9)))).toBe('signature')
  })
  it('does not come back because a statement leads from it to the key the app was built with', async () => {
    const old = new Map(one.files).set(rotationsPath, rotationsFile(second.rotations))
    expect(await problemOf(importEdition(mapSource(old), store, bare(second)))).toBe('unknown-key')
  })
  it('does not feed a phone that has nothing, whatever the number: such an edition is for those who had it', async () => {
    expect(await problemOf(take(one, updated(second)))).toBe('unknown-key')
  })
  it('does not bar the way with a high number signed by a thief: the real edition replaces it', async () => {
    await take(one)
    await take(await makeEdition(keys, 99)) // Nobody can know better yet.
    await take(await makeRotated(second, 2))
    expect(await numberHere()).toBe(2)
    expect((await store.editions()).map(({ edition }) => edition)).toEqual([1, 2])
    expect(await problemOf(take(await makeEdition(keys, 100)))).toBe('unknown-key')
  })
  it('does not come back through another tab that did not know yet', async () => {
    await take(one)
    const stale = (await store.current())!
    await take(await makeRotated(second, 2))
    expect(
      await problemOf(
        store.switchTo({ ...stale, edition: 5, sha256: 'f'.repeat(64), signer: publicKeyOf(keys.content) }),
      ),
    ).toBe('unknown-key')
    expect(await numberHere()).toBe(2)
  })
  it('is judged alike where there is memory only', async () => {
    const memory = memoryStore()
    await take(one, keys.trust, memory)
    await take(await makeEdition(keys, 99), keys.trust, memory)
    await take(await makeRotated(second, 2), keys.trust, memory)
    expect(await problemOf(take(await makeEdition(keys, 3), keys.trust, memory))).toBe('unknown-key')
    expect(await memory.highest()).toMatchObject({ edition: 2, signer: publicKeyOf(second.content) })
  })
})

describe('an edition older than the change, where the change is known', () => {
  it('stays older for the edition rule: nothing more is fetched, nothing alarming said', async () => {
    await take(await makeRotated(second, 2))
    expect(await problemOf(take(one))).toBe('older')
  })
  it('is refused when it claims a number of the time after', async () => {
    await take(await makeRotated(second, 2))
    const stored = (await store.current())!
    const late = await makeEdition(keys, 2)
    const forged = {
      ...stored,
      manifest: late.files.get('manifest.json')!,
      signature: late.files.get('manifest.sig')!,
    }
    expect(await problemOf(openEdition(forged, store, await store.hashes(), keys.trust))).toBe('unknown-key')
  })
})

describe('an app that was built with the new key', () => {
  it('opens what the old key signed, and fills in what it lacks', async () => {
    const files = new Map(one.files)
    files.delete('items/film/video.mp4')
    expect(await problemOf(importEdition(mapSource(files), store, keys.trust))).toBe('not-found')
    expect((await read(updated(second))).reader.manifest.edition).toBe(1)
    await take(one, updated(second))
    expect((await read(updated(second))).reader.has('items/film/video.mp4')).toBe(true)
  })
  it('and was not told of the old one takes the next edition all the same', async () => {
    await take(one)
    expect(await problemOf(read(bare(second)))).toBe('signature')
    await take(await makeRotated(second, 2), bare(second))
    expect((await read(bare(second))).reader.manifest.edition).toBe(2)
  })
  it('and its predecessor agree on the edition both have', async () => {
    await take(await makeRotated(second, 2))
    for (const trust of [keys.trust, updated(second), bare(second)])
      expect((await read(trust)).reader.manifest.edition).toBe(2)
  })
})

describe('a pack under a changed key', () => {
  const fileOf = async ({ files }: TestEdition, without: string[] = []) =>
    new File(
      [await packOf(Object.fromEntries([...files].filter(([name]) => !without.includes(name))))],
      'pack.html',
    )
  it('is looked into and taken like a mirror’s, and says by which change', async () => {
    await take(one)
    const found = await lookIntoPack(await fileOf(await makeRotated(second, 2)), store, keys.trust)
    expect(found.changes).toEqual([
      {
        role: 'content',
        from: publicKeyOf(keys.content),
        to: publicKeyOf(second.content),
        issued: second.rotations[0]?.issued,
      },
    ])
    expect(found.verdict).toBe('newer')
    await importEdition(found.source, store, keys.trust)
    expect(await numberHere()).toBe(2)
    const again = await lookIntoPack(await fileOf(await makeRotated(second, 3)), store, keys.trust)
    expect(again.changes).toEqual([])
  })
  it('is refused without statements, or with ones that are not signed by both', async () => {
    const bare = await fileOf(await makeRotated(second, 2), [rotationsPath])
    expect(await problemOf(lookIntoPack(bare, store, keys.trust))).toBe('signature')
    const forged = await makeRotated(await rotate(keys, 2, { byOld: await newKey() }), 2)
    expect(await problemOf(lookIntoPack(await fileOf(forged), store, keys.trust))).toBe('signature')
  })
  it('by the old key is refused once the change is known, before anything is offered', async () => {
    await take(await makeRotated(second, 2))
    const late = await fileOf(await makeEdition(keys, 3))
    expect(await problemOf(lookIntoPack(late, store, keys.trust))).toBe('unknown-key')
    const nothingYet = memoryStore()
    expect(await problemOf(lookIntoPack(await fileOf(one), nothingYet, updated(second)))).toBe('unknown-key')
    expect((await lookIntoPack(await fileOf(one), store, keys.trust)).verdict).toBe('older')
  })
})

describe('the donation key', () => {
  it('changes alone: the form opens by the statement, and the old key signs no later form', async () => {
    await take(one)
    const changed = await rotate(keys, 2, { role: 'donation' })
    await take(await makeRotated(changed, 2))
    expect((await read()).reader.giving?.organisation).toBe('lantern')
    await take(await makeRotated(changed, 3, { donation: keys.donation }))
    expect([(await read()).reader.giving, (await read()).givingUnsigned]).toEqual([null, true])
    // Known from now on, whether or not an edition still carries the statement.
    await take(await makeEdition(keys, 4))
    expect((await read()).reader.giving).toBeNull()
    await take(await makeEdition(changed, 5))
    expect((await read()).reader.giving?.organisation).toBe('lantern')
  })
  it.each([
    ['without a statement', async () => makeEdition(await rotate(keys, 2, { role: 'donation' }), 2)],
    [
      'not signed by the old key',
      async () => makeRotated(await rotate(keys, 2, { role: 'donation', byOld: await newKey() }), 2),
    ],
    [
      'not signed by the new key',
      async () => makeRotated(await rotate(keys, 2, { role: 'donation', byNew: await newKey() }), 2),
    ],
    [
      'by a statement for the content key',
      async () => {
        const next = await newKey()
        return makeRotated(
          { ...keys, donation: next, rotations: [await statement('content', keys.donation, next, 2)] },
          2,
        )
      },
    ],
  ])('%s opens no form: readable, and nothing can be given', async (_why, make) => {
    await take(one)
    await take(await make())
    expect([await numberHere(), (await read()).reader.giving]).toEqual([2, null])
  })
})
