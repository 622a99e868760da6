import 'fake-indexeddb/auto'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openEdition } from '../../packs/edition-reader.ts'
import { makePack, planPack } from '../../packs/exchange/make-pack.ts'
import { importEdition } from '../../packs/import-edition.ts'
import { memoryStore } from '../../packs/memory-store.ts'
import { mapSource } from '../../packs/test-edition.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { organisation } from '../../shared/organisation.ts'
import { buildEdition } from '../edition/build-edition.ts'
import { readSource } from '../edition/read-source.ts'
import { writeEdition } from '../edition/write-edition.ts'
import { readEditionKeys } from '../keys/key-files.ts'
import { createPassphrases } from '../keys/passphrases.ts'
import { rotateKeys } from '../keys/rotate-keys.ts'
import { runToEnd } from '../testing/command.ts'
import { createScratch, demoKeys, demoSource, type Scratch } from '../testing/source.ts'

const unzips = spawnSync('unzip', ['-v']).status === 0

/** The demo's edition, built once. */
let scratch: Scratch
let edition: string
beforeAll(async () => {
  scratch = createScratch()
  edition = scratch.in('edition')
  const keys = await readEditionKeys(demoKeys)
  await writeEdition(edition, await buildEdition(await readSource(demoSource, keys), keys))
  return () => scratch[Symbol.dispose]()
})

interface Made {
  file: string
  bytes: number
  files: number
  items: { id: string; kind: string; files: number; of: number }[]
  left: { path: string; bytes: number }[]
  checkCode: string
}
const make = async (name: string, ...options: string[]): Promise<Made> => {
  const { code, out, err } = await runToEnd([
    'pack', 'make', edition, '--out', scratch.in(name), '--json', ...options,
  ]) // biome-ignore format: a command line
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Made
}
const inspect = async (file: string) => {
  const { code, out, err } = await runToEnd(['pack', 'inspect', file, '--json'])
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Made & { missing: { path: string }[]; signer: string; givingSigned: boolean }
}
/** All files of a folder, by path. */
const filesIn = (folder: string): Map<string, Bytes> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [path.slice(folder.length + 1), new Uint8Array(readFileSync(path)) as Bytes]
      }),
  )
/** What a phone with this edition on it makes of a choice. */
const madeOnPhone = async (kinds: readonly string[], languages: readonly ('en' | 'ur')[]) => {
  const store = memoryStore()
  await importEdition(mapSource(filesIn(edition)), store, organisation)
  const stored = (await store.current())!
  const { reader } = await openEdition(stored, store, await store.hashes(), organisation)
  const choice = {
    items: new Set(reader.content.items.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)),
    languages: new Set(languages),
    groups: new Set(['text', 'image', 'audio', 'video'] as const),
  }
  return makePack(reader, stored, await planPack(reader, stored, choice, new Map()), {})
}

it('a pack under changed keys is made and inspected like any other, and its statements travel with it', async () => {
  const rotated = scratch.in('rotated')
  const passphrases = createPassphrases({ env: {}, ask: async () => '' })
  const changes = await rotateKeys(demoKeys, rotated, {
    roles: ['content', 'donation'],
    // The demo's number: the first that the new keys sign.
    edition: 1,
    issued: '2031-01-05T00:00:00Z',
    organisation,
    passphrases,
  })
  const keys = await readEditionKeys(rotated)
  const folder = scratch.in('under-new-keys')
  await writeEdition(folder, await buildEdition(await readSource(demoSource, keys), keys))
  const { code, err } = await runToEnd(['pack', 'make', folder, '--out', scratch.in('new.html'), '--json'])
  expect([code, err]).toEqual([0, ''])
  const found = await inspect(scratch.in('new.html'))
  expect(found.signer).toBe(changes[0]?.to)
  expect(found.givingSigned).toBe(true)
})

describe('pack make', () => {
  it('takes a locked item along sealed, with all its files, and tells so', async () => {
    const made = await make('locked.html', '--include', 'at-nine', '--languages', 'en')
    expect(made.items).toMatchObject([{ id: 'at-nine', files: 3, of: 3 }])
    expect((await inspect(scratch.in('locked.html'))).items).toMatchObject([{ id: 'at-nine', files: 3 }])
    expect(readFileSync(scratch.in('locked.html'), 'utf8')).not.toContain('The nine o’clock pledge')
  })
  it('makes the very bytes and check code that a phone makes of the same choice', async () => {
    const made = await make('some.html', '--include', 'manifesto, Speeches', '--languages', 'ur,en')
    const phone = await madeOnPhone(['chapter', 'speech'], ['en', 'ur'])
    expect(made.checkCode).toBe(phone.code)
    expect(Buffer.compare(readFileSync(made.file), Buffer.from(await phone.file.arrayBuffer()))).toBe(0)
    const urdu = await make('urdu.html', '--include', 'notices', '--languages', 'ur')
    expect(urdu.checkCode).toBe((await madeOnPhone(['notice'], ['ur'])).code)
    expect(urdu.items.every(({ kind }) => kind === 'notice')).toBe(true)
    expect(existsSync(`${made.file}.part`)).toBe(false)
  })

  it('takes everything unless told, an item by its id, and leaves out kinds of files', async () => {
    const whole = await inspect((await make('whole.html')).file)
    expect(whole.missing).toEqual([])
    const one = await make('one.html', '--include', 'one-tap', '--without', 'film,pictures')
    expect(one.items.map(({ id }) => id)).toEqual(['one-tap'])
    expect((await inspect(one.file)).missing.map(({ path }) => path)).toContain('items/one-tap/video.mp4')
  })

  it('says what did not fit, fills no more than it may, and words go first', async () => {
    const most = 700_000
    const made = await make('small.html', '--max-size', '700kB')
    expect(readFileSync(made.file).length).toBe(made.bytes)
    expect(made.bytes).toBeLessThanOrEqual(most)
    expect(made.left.length).toBeGreaterThan(0)
    expect(made.left.every(({ path }) => /\.(m4a|mp4)$/.test(path))).toBe(true)
    const missing = (await inspect(made.file)).missing.map(({ path }) => path)
    expect(missing.sort()).toEqual(made.left.map(({ path }) => path).sort())
    const plain = await runToEnd([
      'pack',
      'make',
      edition,
      '--out',
      scratch.in('s.html'),
      '--max-size',
      '700kB',
    ])
    expect(plain.out).toContain('do not fit into 700.0 kB:\n  items/')
    expect(plain.out).toContain(`Check code: ${made.checkCode}`)
  })

  it.skipIf(!unzips)('makes what unzip reads (skipped where there is no unzip)', async () => {
    const { file } = await make('unzipped.html')
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
    execFileSync('unzip', ['-q', file, '-d', scratch.in('out')])
    const [there, here] = [filesIn(scratch.in('out')), filesIn(edition)]
    // Of each picture the variant that most phones show, in its larger size.
    const picture = /\.\d+\.(avif|jpg|png|webp)$/
    const expected = [...here.keys()].filter((path) => !picture.test(path) || /\.(640|960)\.webp$/.test(path))
    expect([...there.keys()].sort()).toEqual(expected.sort())
    for (const [path, bytes] of there) expect(Buffer.compare(bytes, here.get(path)!), path).toBe(0)
  })

  it('makes nothing of an edition that is not as signed', async () => {
    using spoilt = createScratch()
    for (const [path, bytes] of filesIn(edition)) {
      execFileSync('mkdir', ['-p', join(spoilt.folder, path, '..')])
      writeFileSync(spoilt.in(path), path === 'items/water/en.md' ? 'Pay here instead.' : bytes)
    }
    const out = spoilt.in('p.html')
    const { code, err } = await runToEnd(['pack', 'make', spoilt.folder, '--out', out])
    expect([code, existsSync(out)]).toEqual([1, false])
    expect(err).toContain('items/water/en.md')
  })

  it.each([
    ['an unknown kind', ['--include', 'manifesto,poems'], 'kinds are manifesto'],
    ['an unknown language', ['--languages', 'en,fr'], 'there are en and ur'],
    ['words to be left out', ['--without', 'words'], 'pictures, sound, film'],
    ['a size that is none', ['--max-size', 'ten'], 'as in 10MB'],
    ['no folder', null, 'name one edition folder'],
  ])('is wrongly used with %s', async (_what, options, words) => {
    const { code, out, err } = await runToEnd(['pack', 'make', ...(options ? [edition, ...options] : [])])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
  })

  it('refuses a size that not even the index fits', async () => {
    const out = scratch.in('none.html')
    const { code, err } = await runToEnd(['pack', 'make', edition, '--out', out, '--max-size', '1kB'])
    expect([code, existsSync(out)]).toEqual([1, false])
    expect(err).toContain('not even the table of contents')
  })
})

describe('pack inspect', () => {
  it('says what it holds, who signed it, its number, date and check code, and what is missing', async () => {
    const made = await make('told.html', '--include', 'songs')
    const { code, out } = await runToEnd(['pack', 'inspect', made.file])
    expect(code).toBe(0)
    expect(out).toMatch(
      /^Edition 1 of lantern-assembly, issued \d{4}-\d\d-\d\d, fresh until \d{4}-\d\d-\d\d\n/,
    )
    expect(out).toMatch(/Signed by [0-9a-f]{4}( [0-9a-f]{4}){3}; everything in it is as signed/)
    expect(out).toContain('one-small-flame')
    expect(out).toContain(`Check code: ${made.checkCode}`)
    expect(out).toContain('Not included:')
    const facts = await inspect(made.file)
    expect(facts).toMatchObject({ checkCode: made.checkCode, bytes: made.bytes, givingSigned: true })
  })

  const refusal = async (name: string, change: (pack: Buffer) => Buffer, ...more: string[]) => {
    const { file } = await make('good.html', '--include', 'notices')
    const spoilt = scratch.in(name)
    writeFileSync(spoilt, change(readFileSync(file)))
    const { code, out, err } = await runToEnd(['pack', 'inspect', spoilt, ...more])
    expect([code, out]).toEqual([1, ''])
    return err
  }
  const at = (pack: Buffer, text: string) => pack.indexOf(text, pack.indexOf('PK\u0003\u0004'))
  const bent = (pack: Buffer, place: number) => {
    pack[place] = (pack[place] ?? 0) ^ 1
    return pack
  }

  it.each([
    ['a word changed', (pack: Buffer) => bent(pack, at(pack, 'sada-content/1')), /content\.json/],
    [
      'its manifest changed',
      (pack: Buffer) => bent(pack, at(pack, '"edition":') + 10),
      /manifest\.json|has not signed/,
    ],
    ['its end cut off', (pack: Buffer) => pack.subarray(0, -40), /cut short/],
    ['something behind it', (pack: Buffer) => Buffer.concat([pack, Buffer.from('!')]), /something was added/],
    ['no pack in it', () => Buffer.from('<!doctype html>'), /no pack/],
  ] as const)('refuses a file with %s', async (name, change, why) => {
    const err = await refusal(`${name}.html`, change)
    expect(err).toMatch(why)
    expect(err).toContain('No phone takes it.')
  })

  it('refuses what another organisation’s keys have signed, and a file that is not there', async () => {
    const keys = scratch.in('other')
    expect((await runToEnd(['keys', 'new', keys, '--id', 'lantern-assembly'])).code).toBe(0)
    const trusting = ['--organisation', join(keys, 'organisation.json')]
    expect(await refusal('other.html', (pack) => pack, ...trusting)).toContain('has not signed its manifest')
    expect(await runToEnd(['pack', 'inspect', scratch.in('nothing.html')])).toMatchObject({
      code: 1,
      out: '',
    })
    expect(await runToEnd(['pack', 'inspect'])).toMatchObject({ code: 2, out: '' })
  })
})
