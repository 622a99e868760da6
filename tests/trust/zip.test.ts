import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeEdition,
  newKeys,
  signInto,
  type TestEdition,
  type TestKeys,
} from '../../src/packs/test-edition.ts'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { type ForgedPart, forge, part, partNamed, patched } from '../../src/shared/pack/forging.ts'
import { altered, assertWhole, fromFile, hold, ways } from './phone.ts'

/** Packs whose ZIP says one thing to one reader and another to the next, on a phone that holds edition 1. All else in them is right and signed. */
let keys: TestKeys
let one: TestEdition
let two: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2)
})

const word = 'items/one/en.md'
/** Parts of an honest pack, with one file's part made anew. */
const parts = (
  make: (name: string, content: Bytes) => ForgedPart[] = (name, content) => [part(name, content)],
) =>
  [...two.files].flatMap(([name, content]) => (name === word ? make(name, content) : [part(name, content)]))

const refuses = async (forged: Bytes, why: RegExp): Promise<void> => {
  await hold(keys.trust, one)
  const outcome = await fromFile(keys.trust, forged)
  expect(outcome).toMatchObject({ problem: 'pack', edition: 1 })
  expect(outcome.detail).toMatch(why)
  await assertWhole(outcome.packs, one)
}
/** Four bytes, least significant first. */
const u32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)

describe('a forged ZIP', () => {
  it('is taken where nothing in it was forged', async () => {
    const outcome = await fromFile(keys.trust, forge(parts()))
    expect(outcome.problem).toBeNull()
    await assertWhole(outcome.packs, two)
  })

  it('duplicate ZIP name: both right', () =>
    refuses(forge(parts((name, content) => [part(name, content), part(name, content)])), /twice/))

  it('duplicate ZIP name: the second of them wrong', () =>
    refuses(
      forge(
        parts((name, content) => [
          part(name, content),
          part(
            name,
            content.map(() => 97),
          ),
        ]),
      ),
      /twice/,
    ))

  it('local and central names differing', () =>
    refuses(
      forge(parts((name, content) => [part(name.replace('en', 'xx'), content, name)])),
      /described in two ways/,
    ))

  it('local and central sizes differing', () =>
    refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          return [{ ...honest, local: patched(honest.local, 22, ...u32(content.length - 1)) }]
        }),
      ),
      /described in two ways/,
    ))

  it('zip bomb, declared: a compressed file', () =>
    refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          return [
            {
              ...honest,
              local: patched(honest.local, 8, 8),
              central: (offset) => patched(honest.central(offset), 10, 8),
            },
          ]
        }),
      ),
      /is compressed/,
    ))

  it('zip bomb, undeclared: a stored file of few bytes that claims to be of many', () =>
    refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          return [
            { ...honest, central: (offset) => patched(honest.central(offset), 24, ...u32(4_000_000_000)) },
          ]
        }),
      ),
      /two sizes/,
    ))

  it('zip bomb, declared: longer than the file that holds it', () =>
    refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          const long = [...u32(4_000_000_000), ...u32(4_000_000_000)]
          return [
            {
              ...honest,
              local: patched(honest.local, 18, ...long),
              central: (offset) => patched(honest.central(offset), 20, ...long),
            },
          ]
        }),
      ),
      /longer than the pack/,
    ))

  it('zip bomb, overlapping: two entries over the same bytes', () => {
    let first = 0
    return refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          return [
            {
              ...honest,
              central: (offset) => {
                first = offset
                return honest.central(offset)
              },
            },
            {
              ...part('items/one/ov.md', content),
              central: () => part('items/one/ov.md', content).central(first),
            },
          ]
        }),
      ),
      /overlaps another file/,
    )
  })

  it('bytes hidden between the files and the directory', () =>
    refuses(forge(parts(), { gap: 7 }), /hidden after its last file/))

  it('an entry the directory does not count', () =>
    refuses(forge(parts(), { count: two.files.size - 1 }), /more than it says/))

  it('checksum of the manifest other than its headers say', () => {
    const forged = [...two.files].map(([name, content]) => {
      const honest = part(name, content)
      if (name !== 'manifest.json') return honest
      return {
        ...honest,
        local: patched(honest.local, 14, 1, 2, 3, 4),
        central: (offset: number) => patched(honest.central(offset), 16, 1, 2, 3, 4),
      }
    })
    return refuses(forge(forged), /manifest\.json has another checksum/)
  })

  it('checksum of a file other than its headers say', () =>
    refuses(
      forge(
        parts((name, content) => {
          const honest = part(name, content)
          return [
            {
              ...honest,
              local: patched(honest.local, 14, 1, 2, 3, 4),
              central: (offset) => patched(honest.central(offset), 16, 1, 2, 3, 4),
            },
          ]
        }),
      ),
      /another checksum/,
    ))

  it.each(['../items/one/en.md', 'items/../../one/en.md', 'items/./one/en.md', '..'])(
    'path traversal: %s',
    (name) => refuses(forge([...parts(() => []), partNamed(name)]), /is no name for a file/),
  )

  it.each([
    ['absolute', '/items/one/en.md'],
    ['absolute on Windows', 'c:\\items\\en.md'],
    ['absolute on a network', '\\\\host\\share\\en.md'],
    ['right-to-left override', 'items/one/en\u202edm.exe'],
    ['letters of another script that look alike', 'items/оne/en.md'],
    ['composed and decomposed', 'items/one/e\u0301.md'],
    ['fullwidth', 'items/ｏne/en.md'],
    ['zero-width', 'items/one/en\u200b.md'],
    ['a null', 'items/one/en.md\0'],
    ['upper case, the same file on some disks', 'items/one/EN.md'],
    ['hidden', 'items/.one/en.md'],
    ['a folder', 'items/one/'],
    ['empty', ''],
    ['overlong', `items/${'x'.repeat(300)}`],
  ])('absolute and odd Unicode names: %s', (_what, name) =>
    refuses(forge([...parts(() => []), partNamed(name)]), /is no name for a file/),
  )

  it('odd Unicode names: bytes that are no UTF-8', () => {
    const honest = part('items/one/en.md', two.files.get(word)!)
    const odd = {
      ...honest,
      local: patched(honest.local, 30, 0xff, 0xfe),
      central: (offset: number) => patched(honest.central(offset), 46, 0xff, 0xfe),
    }
    return refuses(forge([...parts(() => []), odd]), /no UTF-8/)
  })
})

/** A manifest our own key signed, that lists what no phone may write or ask for: as if the organiser's computer were not hers alone. */
describe.each(ways)('a signed manifest, by %s', (_name, way) => {
  it.each([
    ['path traversal', '../one/en.md'],
    ['path traversal', 'items/../one.md'],
    ['path traversal, percent-encoded', '%2e%2e/one/en.md'],
    ['absolute', '/items/one/en.md'],
    ['absolute, an address', 'https://a.test/en.md'],
    ['odd Unicode', 'items/оne/en.md'],
    ['odd Unicode', 'items/one/en\u202e.md'],
    ['empty', ''],
  ])('%s: %j', async (_what, path) => {
    await hold(keys.trust, one)
    const files = new Map(two.files)
    const manifest = {
      ...two.manifest,
      files: two.manifest.files.map((file) => (file.path === word ? { ...file, path } : file)),
    }
    await signInto(files, utf8(JSON.stringify(manifest)), keys.content)
    const outcome = await way(keys.trust, altered(files, word, null))
    expect(outcome).toMatchObject({ problem: 'manifest', edition: 1 })
    await assertWhole(outcome.packs, one)
  })

  it('path listed twice', async () => {
    await hold(keys.trust, one)
    const files = new Map(two.files)
    const twice = { ...two.manifest, files: [...two.manifest.files, two.manifest.files[3]!] }
    await signInto(files, utf8(JSON.stringify(twice)), keys.content)
    expect(await way(keys.trust, files)).toMatchObject({ problem: 'manifest', edition: 1 })
  })

  it('path traversal in the table of contents', async () => {
    await hold(keys.trust, one)
    const content = new TextDecoder().decode(two.files.get('content.json'))
    const edition = await makeEdition(keys, 2, {
      extra: { 'content.json': utf8(content.replace('items/one/en.md', '../../one/en.md')) },
    })
    expect(await way(keys.trust, edition.files)).toMatchObject({ problem: 'manifest', edition: 1 })
  })
})
