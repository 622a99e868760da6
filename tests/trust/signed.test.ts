import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeEdition,
  newKey,
  newKeys,
  type TestEdition,
  type TestKeys,
} from '../../src/packs/test-edition.ts'
import { fromUtf8, utf8 } from '../../src/shared/bytes.ts'
import { altered, assertWhole, type Files, flipped, hold, ways } from './phone.ts'

/** What an edition's signatures must stop, through each way in, on a phone that holds edition 1. */
let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2)
})

/** A manifest a forger would send: still well made, and vouching for another text. */
const forgedManifest = async (): Promise<Files> => {
  const forged = await makeEdition({ ...keys, content: await newKey() }, 2, {
    extra: { 'items/one/en.md': utf8('# What nobody said') },
  })
  return altered(forged.files, 'manifest.sig', two.files.get('manifest.sig')!)
}

describe.each(ways)('by %s', (_name, way) => {
  const refuses = async (files: Files, problem: string): Promise<void> => {
    await hold(keys.trust, one)
    const outcome = await way(keys.trust, files)
    expect(outcome).toMatchObject({ problem, edition: 1 })
    await assertWhole(outcome.packs, one)
  }

  it('tampered manifest', async () => refuses(await forgedManifest(), 'signature'))

  it('tampered manifest: one bit', () =>
    refuses(altered(two.files, 'manifest.json', flipped(two.files.get('manifest.json')!, 90)), 'signature'))

  it('tampered signature', () =>
    refuses(altered(two.files, 'manifest.sig', flipped(two.files.get('manifest.sig')!, 40)), 'signature'))

  it('no signature', () => refuses(altered(two.files, 'manifest.sig', null), 'signature'))

  it('unknown key', async () =>
    refuses((await makeEdition({ ...keys, content: await newKey() }, 2)).files, 'signature'))

  it('unknown key: the donation key signs no editions', async () =>
    refuses((await makeEdition({ ...keys, content: keys.donation }, 2)).files, 'signature'))

  it('another organisation’s edition, though our key signed it', async () =>
    refuses((await makeEdition(keys, 2, { manifest: { organisation: 'other' } })).files, 'manifest'))

  describe('donation file with one signature: readable, and no account is shown', () => {
    it.each([
      ['none', { without: ['giving.sig'] }],
      ['the content key’s in its place', { byContent: true }],
      ['over another form', { extra: { 'giving.json': utf8('{"accounts":"of a thief"}') }, over: true }],
    ])('%s', async (_what, { byContent, over, ...options }: Record<string, unknown>) => {
      const edition = await makeEdition(keys, 2, {
        ...options,
        // The second signature is the honest form's, not this one's.
        ...(over
          ? { extra: { ...(options['extra'] as object), 'giving.sig': two.files.get('giving.sig')! } }
          : {}),
        ...(byContent ? { donation: keys.content } : {}),
      })
      await hold(keys.trust, one)
      const { packs, problem } = await way(keys.trust, edition.files)
      expect(problem).toBeNull()
      await assertWhole(packs, edition)
      expect(packs.state.get().reader!.giving).toBeNull()
      expect(packs.state.get().problem?.key).toBe('giving-signature')
    })

    it('and with both they are shown', async () => {
      const { packs } = await way(keys.trust, two.files)
      expect(packs.state.get().reader!.giving?.sealingKey).toBe(
        (JSON.parse(fromUtf8(two.files.get('giving.json')!)) as { sealingKey: string }).sealingKey,
      )
    })
  })
})
