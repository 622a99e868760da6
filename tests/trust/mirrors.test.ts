import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeEdition,
  newKeys,
  signInto,
  type TestEdition,
  type TestKeys,
} from '../../src/packs/test-edition.ts'
import { type Bytes, utf8 } from '../../src/shared/bytes.ts'
import { type Mirror, newMirror, type Serve, serving } from './mirror.ts'
import { assertWhole, flipped, hold, newPhone } from './phone.ts'

/** Mirrors that serve half, and mirrors that change between two requests, on a phone that holds edition 1. */
const film = 'items/film/video.mp4'
const mb = 1024 * 1024
const reel = (seed: number): Bytes =>
  Uint8Array.from({ length: 4 * mb + 11 }, (_, i) => (i * 31 + (i >> 9) + seed) & 0xff)

let keys: TestKeys
let one: TestEdition
let two: TestEdition
let three: TestEdition
beforeAll(async () => {
  keys = await newKeys()
  one = await makeEdition(keys, 1)
  two = await makeEdition(keys, 2, { extra: { [film]: reel(2) } })
  three = await makeEdition(keys, 3, { extra: { [film]: reel(3) } })
})

const sync = async (mirrors: Mirror[]) => {
  const packs = await newPhone(keys.trust, mirrors)
  await packs.sync()
  const problems = packs.state.get().reports.map(({ problem }) => problem?.key ?? null)
  return { packs, problems }
}
const rangesOf = ({ asked }: Mirror) => asked.filter((name) => name.startsWith(`${film} `))
const hasEdition = async (of: TestEdition, mirrors: Mirror[], problems: (string | null)[]) => {
  const outcome = await sync(mirrors)
  expect(outcome.problems).toEqual(problems)
  await assertWhole(outcome.packs, of)
}

describe('a mirror that serves half', () => {
  const halfOfEach: Serve = (name, { request, answer }) => {
    const bytes = two.files.get(name)
    if (!bytes || name.startsWith('manifest.') || request.headers.range) return bytes ?? null
    answer.writeHead(200, { 'content-length': bytes.length })
    answer.write(bytes.subarray(0, bytes.length >> 1), () => answer.destroy())
    return 'answered'
  }

  it('of every file: the edition before stays whole, and the next mirror brings the new one', async () => {
    await hold(keys.trust, one)
    const half = await newMirror(halfOfEach)
    const alone = await sync([half])
    expect(alone.problems).toEqual(['offline'])
    await assertWhole(alone.packs, one)
    alone.packs.close()
    await hasEdition(two, [half, await newMirror(serving(two.files))], ['offline', null])
  })

  it('of every file, and says that was all', async () => {
    await hold(keys.trust, one)
    const half = await newMirror((name) => {
      const bytes = two.files.get(name) ?? null
      return bytes && !name.startsWith('manifest.') ? bytes.subarray(0, bytes.length >> 1) : bytes
    })
    const alone = await sync([half])
    expect(alone.problems).toEqual(['size'])
    await assertWhole(alone.packs, one)
  })

  it('of the files: nothing is switched to, and the next mirror is asked for the rest alone', async () => {
    await hold(keys.trust, one)
    const missing = 'items/one/en.md'
    const half = await newMirror((name) =>
      name === missing || name === film ? null : (two.files.get(name) ?? null),
    )
    const alone = await sync([half])
    expect(alone.problems).toEqual(['not-found'])
    await assertWhole(alone.packs, one)
    alone.packs.close()
    const whole = await newMirror(serving(two.files))
    await hasEdition(two, [whole], [null])
    expect(whole.asked.filter((name) => !name.startsWith(film)).sort()).toEqual([
      missing,
      'manifest.json',
      'manifest.sig',
    ])
  })

  it('of a film: the rest comes from elsewhere, from the byte where it broke off', async () => {
    const half = await newMirror((name, { request, answer }) => {
      if (name !== film) return two.files.get(name) ?? null
      if (!/bytes=[01]\b|bytes=1048576-/.test(request.headers.range ?? '')) {
        answer.destroy()
        return 'answered'
      }
      return two.files.get(name) ?? null
    })
    const whole = await newMirror(serving(two.files))
    await hasEdition(two, [half, whole], ['offline', null])
    expect(rangesOf(whole)).toEqual([
      `${film} bytes=${2 * mb}-${3 * mb - 1}`,
      `${film} bytes=${3 * mb}-${4 * mb - 1}`,
      `${film} bytes=${4 * mb}-${4 * mb + 10}`,
    ])
  })
})

describe('a mirror that changes between requests', () => {
  it('manifest of one edition, signature of another', async () => {
    await hold(keys.trust, one)
    const torn = await newMirror((name) => (name === 'manifest.sig' ? three : two).files.get(name) ?? null)
    const alone = await sync([torn])
    expect(alone.problems).toEqual(['signature'])
    await assertWhole(alone.packs, one)
    // Once it has settled it is believed again.
    torn.serve = serving(three.files)
    await alone.packs.sync()
    await assertWhole(alone.packs, three)
  })

  it('manifest of one edition, files of another', async () => {
    await hold(keys.trust, one)
    const torn = await newMirror(
      (name) => (name.startsWith('manifest.') ? two : three).files.get(name) ?? null,
    )
    const alone = await sync([torn])
    expect(['hash', 'size']).toContain(alone.problems[0])
    await assertWhole(alone.packs, one)
    alone.packs.close()
    await hasEdition(two, [torn, await newMirror(serving(two.files))], [alone.problems[0] ?? null, null])
  })

  it('a newer edition comes while its words are being fetched: the older is refused, the newer taken by the next sync', async () => {
    await hold(keys.trust, one)
    let asked = 0
    const mirror = await newMirror((name) => (++asked > 4 ? three : two).files.get(name) ?? null)
    const { packs } = await sync([mirror])
    await packs.sync()
    await assertWhole(packs, three)
  })

  /** Serves the film of edition 2 up to its third range, from then on another of the same size. */
  const changing = (edition: TestEdition): Promise<Mirror> => {
    let ranges = 0
    return newMirror((name, { request }) => {
      if (name === film && request.headers.range && ++ranges > 2) return reel(9)
      return edition.files.get(name) ?? null
    })
  }

  it('a file changes between range requests: what was right is kept, what is wrong is not', async () => {
    const whole = await newMirror(serving(two.files))
    await hasEdition(two, [await changing(two), whole], ['hash', null])
    expect(rangesOf(whole).length).toBe(3)
  })

  it('a file changes between range requests, and no chunk has a hash: nothing of it is kept', async () => {
    const files = two.manifest.files.map(({ chunks: _, ...file }) => file)
    const plain = { manifest: { ...two.manifest, files }, files: new Map(two.files) }
    await signInto(plain.files, utf8(JSON.stringify(plain.manifest)), keys.content)
    const whole = await newMirror(serving(plain.files))
    await hasEdition(plain, [await changing(plain), whole], ['hash', null])
    expect(rangesOf(whole).length).toBe(5)
  })

  it('a file grows between range requests: another range than asked for is refused', async () => {
    const mirror = await newMirror((name, { request, answer }) => {
      const { range } = request.headers
      if (name !== film || !range) return two.files.get(name) ?? null
      answer
        .writeHead(206, { 'content-range': `bytes 7-${mb + 6}/${9 * mb}` })
        .end(reel(2).subarray(7, mb + 7))
      return 'answered'
    })
    const whole = await newMirror(serving(two.files))
    await hasEdition(two, [mirror, whole], ['server', null])
    expect(rangesOf(whole).length).toBe(5)
  })

  it('an answer shorter than the range asked for', async () => {
    const mirror = await newMirror((name, { request, answer }) => {
      if (name !== film || !request.headers.range) return two.files.get(name) ?? null
      answer.writeHead(206, { 'content-range': `bytes 0-99/${4 * mb + 11}` }).end(reel(2).subarray(0, 100))
      return 'answered'
    })
    await hasEdition(two, [mirror, await newMirror(serving(two.files))], ['size', null])
  })

  it('one bit, in the first answer to every question: the phone asks until all of it is right', async () => {
    const answered = new Set<string>()
    const mirror = await newMirror((name, { request }) => {
      const bytes = two.files.get(name) ?? null
      const question = `${name} ${request.headers.range}`
      if (!bytes || answered.has(question)) return bytes
      answered.add(question)
      return flipped(bytes, Number(/=(\d+)/.exec(question)?.[1] ?? 0) + 11)
    })
    const packs = await newPhone(keys.trust, [mirror])
    for (let i = 0; i < 60 && !packs.state.get().complete; i++) await packs.sync()
    await assertWhole(packs, two)
  })
})
