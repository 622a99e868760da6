import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { openIndexedDbStore } from '../../src/packs/indexeddb-store.ts'
import { mirrorSource } from '../../src/packs/mirror-source.ts'
import {
  makeEdition,
  newKeys,
  problemOf,
  type TestEdition,
  type TestKeys,
} from '../../src/packs/test-edition.ts'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { packOf } from '../../src/shared/pack/testing.ts'
import { newMirror, serving } from './mirror.ts'
import { altered, assertWhole, type Files, flipped, fromFile, fromMirror, hold, ways } from './phone.ts'

/** Files that are not what the manifest says, through each way in, on a phone that holds edition 1. */
const word = 'items/one/en.md'
const film = 'items/film/video.mp4'
/** Above 1 MiB: large files come another way, piece by piece. */
const reel = (seed: number): Bytes =>
  Uint8Array.from({ length: 1_300_003 }, (_, i) => (i * 31 + (i >> 9) + seed) & 0xff)

let keys: TestKeys
let one: TestEdition
let two: TestEdition
let unchunked: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2, {
    extra: {
      [film]: reel(0),
      'items/film/other.mp4': reel(1),
      // Two words of one length.
      'items/one/en.md': utf8('aaaa'),
      'items/one/ur.md': utf8('bbbb'),
    },
  })
  const listed = two.manifest.files.map(({ chunks: _, ...file }) => file)
  unchunked = await makeEdition(keys, 2, {
    extra: Object.fromEntries([...two.files].filter(([name]) => !name.startsWith('manifest.'))),
    manifest: { files: listed },
  })
})

const swapped = (files: Files, a: string, b: string): Map<string, Bytes> =>
  new Map(files).set(a, files.get(b)!).set(b, files.get(a)!)

describe.each(ways)('by %s', (name, way) => {
  const refuses = async (files: Files, problem: string): Promise<string> => {
    await hold(keys.trust, one)
    const outcome = await way(keys.trust, files)
    expect(outcome).toMatchObject({ problem, edition: 1 })
    await assertWhole(outcome.packs, one)
    return outcome.detail
  }
  const spoiled = (edition: TestEdition, path: string) =>
    altered(edition.files, path, flipped(edition.files.get(path)!, 1_100_000))

  it('tampered file', async () => expect(await refuses(spoiled(two, word), 'hash')).toContain(word))

  it.each([
    ['with hashes of chunks', () => two],
    ['without', () => unchunked],
  ])('tampered file: a large one %s', async (_what, edition) => {
    await hold(keys.trust, one)
    const { packs, problem, detail } = await way(keys.trust, spoiled(edition(), film))
    expect([problem, detail]).toEqual(['hash', film])
    // A pack is refused whole; of a mirror's edition the words are open, and the film is not there.
    expect(packs.state.get().reader?.manifest.edition).toBe(name === 'pack' ? 1 : 2)
    expect(packs.state.get().reader!.has(film)).toBe(name === 'pack')
    if (name === 'pack') await assertWhole(packs, one)
  })

  it('file swapped for another listed one', () =>
    refuses(swapped(two.files, word, 'items/one/ur.md'), 'hash'))

  it('file swapped for another listed one: large ones', async () => {
    await hold(keys.trust, one)
    const { packs, problem } = await way(keys.trust, swapped(unchunked.files, film, 'items/film/other.mp4'))
    expect(problem).toBe('hash')
    expect(packs.state.get().reader!.has('items/film/other.mp4')).toBe(false)
  })

  it('truncated file', () =>
    refuses(altered(two.files, word, two.files.get(word)!.slice(0, -1)), name === 'pack' ? 'pack' : 'size'))

  it('file with something added', () =>
    refuses(altered(two.files, word, utf8('aaaa!')), name === 'pack' ? 'pack' : 'size'))
})

describe('by pack', () => {
  it('tampered file: though ours is right already', async () => {
    await hold(keys.trust, two)
    const three = await makeEdition(keys, 3, {
      extra: Object.fromEntries([...two.files].filter(([path]) => path.startsWith('items/'))),
    })
    const spoilt = altered(three.files, word, utf8('zzzz'))
    const outcome = await fromFile(keys.trust, await packOf(Object.fromEntries(spoilt)))
    expect(outcome).toMatchObject({ problem: 'hash', detail: word, edition: 2 })
  })

  it('tampered file: a large one, though ours is right already', async () => {
    await hold(keys.trust, two)
    const three = await makeEdition(keys, 3, {
      extra: Object.fromEntries([...two.files].filter(([path]) => path.startsWith('items/'))),
    })
    const spoilt = altered(three.files, film, flipped(three.files.get(film)!, 1_200_000))
    const outcome = await fromFile(keys.trust, await packOf(Object.fromEntries(spoilt)))
    expect(outcome).toMatchObject({ problem: 'hash', detail: film, edition: 2 })
  })

  it('extra file', async () => {
    await hold(keys.trust, one)
    const outcome = await fromFile(
      keys.trust,
      await packOf(Object.fromEntries(altered(two.files, 'items/one/more.md', utf8('slipped in')))),
    )
    expect(outcome).toMatchObject({ problem: 'pack', edition: 1 })
    expect(outcome.detail).toContain('items/one/more.md is not in the edition')
    await assertWhole(outcome.packs, one)
  })

  it('truncated pack, at every twentieth byte', async () => {
    await hold(keys.trust, one)
    const whole = await packOf(Object.fromEntries(one.files))
    for (let length = 0; length < whole.length; length += 20) {
      const outcome = await fromFile(keys.trust, whole.slice(0, length))
      expect(outcome).toMatchObject({ problem: 'pack', edition: 1 })
      outcome.packs.close()
    }
  })
})

describe('by mirror', () => {
  it('tampered file: a piece of it was kept, unjudged, for a manifest without hashes of chunks', async () => {
    const listed = two.manifest.files.find(({ path }) => path === film)!
    const before = await openIndexedDbStore()
    await before.pieces!.put(listed.sha256, 0, flipped(two.files.get(film)!, 7).slice(0, 1024 * 1024))
    before.close()
    const { packs } = await fromMirror(keys.trust, serving(two.files))
    await assertWhole(packs, two)
  })

  it('extra file: nobody asks for what the manifest does not list', async () => {
    const more = altered(two.files, 'items/one/more.md', utf8('slipped in'))
    const mirror = await newMirror(serving(more))
    const outcome = await fromMirror(keys.trust, mirror.serve)
    await assertWhole(outcome.packs, two)
    expect(mirror.asked).not.toContain('items/one/more.md')
  })

  /** Counts what is let in of an answer. */
  const letIn = async (answer: Parameters<typeof newMirror>[0]) => {
    const mirror = await newMirror(answer)
    let most = 0
    const got = mirrorSource(mirror.url).get(word, { limit: 100, onProgress: (bytes) => (most = bytes) })
    return { problem: await problemOf(got), most }
  }

  it('zip bomb: a small answer that unpacks to 64 MB is left at its first bytes', async () => {
    const bomb = gzipSync(new Uint8Array(64_000_000))
    const { problem, most } = await letIn((_name, { answer }) => {
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
      return 'answered'
    })
    expect(problem).toBe('size')
    expect(most).toBeLessThanOrEqual(100)
  })

  it('endless file: an answer that never stops is left at its first bytes', async () => {
    let running = true
    const { problem, most } = await letIn((_name, { answer }) => {
      answer.on('close', () => (running = false))
      const pour = () => running && answer.write(new Uint8Array(65_536), () => setImmediate(pour))
      pour()
      return 'answered'
    })
    expect(problem).toBe('size')
    expect(most).toBeLessThanOrEqual(100)
    await expect.poll(() => running).toBe(false)
  })
})

it('one edition of this test has hashes of chunks, the other none', () => {
  const chunked = ({ manifest }: TestEdition) => manifest.files.filter(({ chunks }) => chunks).length
  expect([chunked(two), chunked(unchunked)]).toEqual([2, 0])
})
