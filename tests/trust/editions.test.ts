import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { lookIntoPack } from '../../src/packs/look-into-pack.ts'
import { memoryStore } from '../../src/packs/memory-store.ts'
import { makeEdition, newKeys, type TestEdition, type TestKeys } from '../../src/packs/test-edition.ts'
import { utf8 } from '../../src/shared/bytes.ts'
import { packOf } from '../../src/shared/pack/testing.ts'
import { newMirror, serving } from './mirror.ts'
import { assertWhole, hold, newPhone, ways } from './phone.ts'

/** The edition rule and the clock, through each way in. Everything here is honestly signed. */
let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2)
})
const year = 365.25 * 86_400_000
const issued = Date.parse('2031-01-07T12:00:00Z')

describe.each(ways)('by %s', (_name, way) => {
  it('older edition', async () => {
    await hold(keys.trust, two)
    const outcome = await way(keys.trust, one.files)
    expect(outcome).toMatchObject({ problem: 'older', edition: 2 })
    await assertWhole(outcome.packs, two)
  })

  it('older edition, once a newer one was held and its files are lost', async () => {
    await hold(keys.trust, two)
    const lost = await newPhone(keys.trust, [])
    await lost.sync()
    const { store } = await lost.shelf
    for (const hash of await store.hashes()) await store.drop(hash)
    lost.close()
    expect(await way(keys.trust, one.files)).toMatchObject({ problem: 'older', edition: null })
  })

  it('same number, other hash', async () => {
    await hold(keys.trust, two)
    const other = await makeEdition(keys, 2, { extra: { 'items/one/en.md': utf8('another truth') } })
    const outcome = await way(keys.trust, other.files)
    expect(outcome).toMatchObject({ problem: 'conflict', edition: 2 })
    await assertWhole(outcome.packs, two)
  })

  it('expired: it is said, and everything is read', async () => {
    const late = () => Date.parse('2031-02-07T12:00:00Z') + 1
    const { packs, problem } = await way(keys.trust, one.files, { now: late })
    expect([problem, packs.state.get().stale]).toEqual([null, true])
    await assertWhole(packs, one)
  })

  it('expired: not before its time', async () => {
    const last = () => Date.parse('2031-02-07T12:00:00Z')
    expect((await way(keys.trust, one.files, { now: last })).packs.state.get().stale).toBe(false)
  })

  it('expired: an expired edition is taken where it is newer than what is here', async () => {
    await hold(keys.trust, one)
    const expired = await makeEdition(keys, 2, { manifest: { freshUntil: '2031-01-07T12:00:01Z' } })
    const { packs, problem } = await way(keys.trust, expired.files)
    expect([problem, packs.state.get().stale]).toEqual([null, true])
    await assertWhole(packs, expired)
  })

  it.each([
    ['twenty years behind', issued - 20 * year, false],
    ['at the beginning of time', 0, false],
    ['before the beginning of time', -1, false],
    ['twenty years ahead', issued + 20 * year, true],
    ['at the end of time', 8.64e15, true],
    ['nowhere', Number.NaN, false],
  ])('clock far off: %s', async (_what, at, stale) => {
    await hold(keys.trust, one)
    const { packs, problem } = await way(keys.trust, two.files, { now: () => at })
    expect([problem, packs.state.get().stale]).toEqual([null, stale])
    await assertWhole(packs, two)
    expect(packs.state.get().reader!.giving).not.toBeNull()
  })
})

describe('clock far off', () => {
  it('whatever the clock says, and however it jumps: a newer edition is taken, an older one never', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -8.64e15, max: 8.64e15 }), { minLength: 1, maxLength: 5 }),
        async (clock) => {
          const store = memoryStore()
          let tick = 0
          const now = () => clock[tick++ % clock.length]!
          const mirror = await newMirror(serving(one.files))
          const packs = await newPhone(keys.trust, [mirror], { now, openStore: async () => store })
          await packs.sync()
          mirror.serve = serving(two.files)
          await packs.sync()
          expect(packs.state.get()).toMatchObject({ problem: null, reader: { manifest: { edition: 2 } } })
          mirror.serve = serving(one.files)
          await packs.sync()
          expect(packs.state.get().reader?.manifest.edition).toBe(2)
          packs.close()
        },
      ),
      { numRuns: 25 },
    ))

  it('a pack says what it is whatever the clock says', async () => {
    const file = new File([await packOf(Object.fromEntries(two.files))], 'pack.html')
    expect(await lookIntoPack(file, memoryStore(), keys.trust)).toMatchObject({ verdict: 'newer' })
  })
})
