import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromUtf8, sha256, utf8 } from '../../shared/bytes.ts'
import { ContentSchema, ItemSchema } from '../../shared/content.ts'
import { codeOf, readCode } from '../../shared/lock/code.ts'
import { lockKeyHash, openSealed } from '../../shared/lock/seal.ts'
import { contentPath } from '../../shared/manifest.ts'
import { organisation } from '../../shared/organisation.ts'
import { type EditionKeys, readEditionKeys } from '../keys/key-files.ts'
import { copyDemoSource, createScratch, demoKeys, demoSource, type SourceCopy } from '../testing/source.ts'
import { type BuiltEdition, buildEdition } from './build-edition.ts'
import { diffLocks, lockFacts, lockLine } from './describe-locks.ts'
import { readSource } from './read-source.ts'
import { sealedLimit, sealSource } from './seal-source.ts'
import { signDeterministic } from './sign-deterministic.ts'
import { verifyEdition } from './verify-edition.ts'
import { writeEdition } from './write-edition.ts'

let keys: EditionKeys
let built: BuiltEdition
const key = () => keys.locks?.get('at-nine') as Uint8Array<ArrayBuffer>
const contentOf = ({ files }: BuiltEdition) =>
  ContentSchema['~standard'].validate(JSON.parse(fromUtf8(files.get(contentPath)!)))
beforeAll(async () => {
  keys = await readEditionKeys(demoKeys)
  built = await buildEdition(await readSource(demoSource, keys), keys)
})

/** Phrases of the locked chapter, both languages: its titles, its summaries, its texts. */
const phrases = [
  'nine o’clock pledge',
  'counted aloud',
  'hundred days',
  'miscellaneous',
  'نو بجے کا عہد',
  'سو دن',
  'متفرق',
  'خزانچی',
]

describe('a locked item in an edition', () => {
  it('is in its source as it is, and nowhere in what is built: not in a file, not in the manifest, not in a name', () => {
    const chapter = ['item.yaml', 'en.md', 'ur.md'].map((name) =>
      readFileSync(`${demoSource}/items/80-at-nine/${name}`, 'utf8'),
    )
    for (const phrase of phrases) expect(chapter.join('\n').includes(phrase)).toBe(true)
    const all = [...built.files].map(([path, bytes]) => `${path}\n${Buffer.from(bytes).toString('utf8')}`)
    const shipped = [...all, fromUtf8(built.manifestBytes)].join('\n')
    for (const phrase of phrases) expect([phrase, shipped.includes(phrase)]).toEqual([phrase, false])
    expect([...built.files.keys()].filter((path) => path.startsWith('items/at-nine'))).toEqual([])
  })

  it('opens with its key to the item, with every file it refers to', async () => {
    const [lock] = built.manifest.locks ?? []
    expect(lock).toMatchObject({ id: 'at-nine', keySha256: await lockKeyHash(key()) })
    const result = await contentOf(built)
    if (result.issues) throw new Error('content')
    const entry = result.value.items.find(({ id }) => id === 'at-nine')
    expect(entry).toMatchObject({ kind: 'chapter', title: { en: 'Unveiled at nine' } })
    expect(entry?.text).toBeUndefined()
    const open = async (path: string | undefined) => {
      const content = lock!.files.find((file) => file.path === path)!
      return fromUtf8((await openSealed(key(), content, built.files.get(content.path)!))!)
    }
    const inside = ItemSchema['~standard'].validate(JSON.parse(await open(entry?.lock?.item)))
    if (inside instanceof Promise || inside.issues) throw new Error('item')
    expect(inside.value.title.en).toBe('The nine o’clock pledge')
    expect(await open(inside.value.text?.en)).toContain('For the first **hundred days**')
    expect(await open(inside.value.text?.ur)).toContain('سو دن')
  })

  it('is the same whenever it is built, and listed by what is sealed', async () => {
    const again = await buildEdition(await readSource(demoSource, keys), keys)
    expect(again.manifestBytes).toEqual(built.manifestBytes)
    for (const { path } of built.manifest.locks?.[0]?.files ?? []) {
      const listed = built.manifest.files.find((file) => file.path === path)
      expect(listed).toMatchObject({ type: 'application/octet-stream', group: 'text' })
      expect(listed?.sha256).toBe(await sha256(built.files.get(path)!))
      expect(listed?.language).toBeUndefined()
    }
  })

  it('has one variant of each picture, the one that most phones can show, and nothing of the others is shipped', async () => {
    const source = await readSource(demoSource, keys)
    const id = 'lamp-carriers'
    const item = source.content.items.find((one) => one.id === id)!
    const all = item.slides!.flatMap(({ image }) => image.variants)
    const lock = { id, title: { en: 'Later', ur: 'بعد میں' } }
    const lampKey = new Uint8Array(16).fill(5)
    const sealed = await sealSource({ ...source, locks: [lock] }, new Map([[id, lampKey]]))
    const { files } = sealed.locks[0]!
    const groupOf = (path: string) => sealed.descriptions.get(path)?.group
    const pictures = files.filter(({ path }) => groupOf(path) === 'image')
    expect(pictures.map(({ type }) => type)).toEqual(item.slides!.map(() => 'image/webp'))
    const entry = sealed.content.items.find((one) => one.id === id)!
    const path = entry.lock!.item
    const opened = await openSealed(lampKey, files.find((one) => one.path === path)!, sealed.files.get(path)!)
    const { slides } = v.parse(ItemSchema, JSON.parse(fromUtf8(opened!)))
    expect(slides!.flatMap(({ image }) => image.variants.map((one) => one.path)).sort()).toEqual(
      pictures.map((one) => one.path).sort(),
    )
    for (const { image } of slides!)
      expect(image.variants[0]!.width).toBe(Math.max(...all.map(({ width }) => width)))
    expect([...sealed.files.keys()].filter((one) => one.startsWith(`items/${id}/`))).toEqual([])
    // What is said of it before names no picture.
    expect(Object.keys(entry).sort()).toEqual(['id', 'kind', 'lock', 'title'])
  })

  it('may have its fields as front matter', async () => {
    using source = copyDemoSource()
    source.write('items/10-schools/lock.yaml', 'title: { en: Later, ur: بعد میں }\n')
    const more = new Map([...keys.locks!, ['schools', new Uint8Array(16).fill(6)]])
    const read = await readSource(source.folder, { ...keys, locks: more })
    const { manifest, files } = await buildEdition(read, { ...keys, locks: more })
    expect(manifest.locks?.map(({ id }) => id)).toEqual(['schools', 'at-nine'])
    expect([...files.keys()].filter((path) => path.startsWith('items/schools/'))).toEqual([])
  })

  it('is not taken where a phone could not open it in memory', async () => {
    const source = await readSource(demoSource, keys)
    const files = new Map(source.files).set('items/at-nine/audio.m4a', new Uint8Array(sealedLimit + 1))
    await expect(sealSource({ ...source, files }, keys.locks!)).rejects.toThrow(
      `items/at-nine/audio.m4a has ${sealedLimit + 1} bytes, more than ${sealedLimit}`,
    )
  })
})

describe('giving out a key', () => {
  const releasing = (source: SourceCopy) => {
    source.edit('edition.yaml', 'edition: 1', 'edition: 2')
    source.edit('items/510-line-slow/en.md', 'kind: notice', 'kind: notice\nreleases: [at-nine]')
  }
  it('puts its code into the notice, and the sealed files stay as they are', async () => {
    using source = copyDemoSource()
    releasing(source)
    const next = await source.build()
    const result = await contentOf(next)
    if (result.issues) throw new Error('content')
    const notice = result.value.items.find(({ id }) => id === 'line-slow')
    expect(notice?.releases).toEqual([{ lock: 'at-nine', code: codeOf(key()) }])
    expect(readCode(notice!.releases![0]!.code)).toEqual({ key: key() })
    expect(next.manifest.locks).toEqual(built.manifest.locks)
    const facts = lockFacts(next.manifest, result.value, keys.locks)
    expect(facts).toMatchObject([{ lock: 'at-nine', released: true, missing: 0, checked: true }])
    expect(facts.map(lockLine).join()).toMatch(
      /^at-nine: locked, its key is given out, .*opened and checked$/,
    )
    const before = { ...built.manifest, content: null }
    expect(diffLocks(before, { ...next.manifest, content: result.value })).toEqual([
      { lock: 'at-nine', kind: 'released' },
    ])
    expect(diffLocks({}, before)).toEqual([{ lock: 'at-nine', kind: 'locked' }])
    expect(diffLocks(before, {})).toEqual([{ lock: 'at-nine', kind: 'unlocked' }])
  })
  it.each<[string, (source: SourceCopy) => void, string | RegExp]>([
    [
      'by what is no notice',
      (source) =>
        source.edit('items/10-schools/en.md', 'kind: chapter', 'kind: chapter\nreleases: [at-nine]'),
      /items\/10-schools\/en\.md:\d+ releases: only a notice gives out keys/,
    ],
    [
      'of what is not locked',
      (source) =>
        source.edit('items/510-line-slow/en.md', 'kind: notice', 'kind: notice\nreleases: [schools]'),
      /releases\.0: there is no locked item schools/,
    ],
    [
      'by what is locked itself',
      (source) =>
        source.edit(
          'items/80-at-nine/item.yaml',
          'kind: chapter',
          'kind: notice\npublished: 2026-11-20T09:00:00+05:00\nreleases: [at-nine]',
        ),
      /releases: what is locked itself gives out no key/,
    ],
  ])('is refused %s', async (_what, spoil, finding) => {
    using source = copyDemoSource()
    spoil(source)
    expect((await source.findings()).join('\n')).toMatch(finding)
  })
  it('is refused without a key, with a lock that says nothing, and with a mistyped field', async () => {
    using source = copyDemoSource()
    source.write('items/30-water/lock.yaml', 'title: { en: Later, ur: بعد میں }\n')
    expect(await source.findings()).toEqual([
      'items/30-water/lock.yaml: there is no key for this lock; make it with: npm run sada -- lock new water --keys <folder>',
    ])
    source.write('items/30-water/lock.yaml', 'title: { en: Later }\nopen: 2027-01-09T21:00:00+05:00\n')
    const found = (await source.findings()).join('\n')
    expect(found).toMatch(/lock\.yaml:1 title\.ur: missing translation \(ur\)/)
    expect(found).toMatch(/lock\.yaml:2 open: unknown field/)
  })
})

describe('verifying locks', () => {
  /** Signs what was changed, as an organiser's own mistake would be. */
  const found = async (
    change: {
      content?: (text: string) => string
      manifest?: (text: string) => string
      file?: [string, Uint8Array]
    },
    locks = keys.locks,
  ) => {
    using scratch = createScratch()
    const files = new Map(built.files)
    if (change.content) files.set(contentPath, utf8(change.content(fromUtf8(files.get(contentPath)!))))
    let manifest = fromUtf8(built.manifestBytes)
    const relist = async (path: string) => {
      const [was, is] = [built.files.get(path)!, files.get(path)!]
      manifest = manifest.replace(await sha256(was), await sha256(is))
      manifest = manifest.replace(
        `"${path}","type":"application/json","bytes":${was.length}`,
        `"${path}","type":"application/json","bytes":${is.length}`,
      )
    }
    if (change.file) {
      files.set(change.file[0], new Uint8Array(change.file[1]))
      await relist(change.file[0])
    }
    if (change.content) await relist(contentPath)
    if (change.manifest) manifest = change.manifest(manifest)
    const manifestBytes = utf8(manifest)
    await writeEdition(scratch.folder, {
      ...built,
      files,
      manifestBytes,
      signature: signDeterministic(keys.content, manifestBytes),
    })
    const { findings } = await verifyEdition(scratch.folder, organisation, locks ? { locks } : {})
    return findings.list.map(({ file, message }) => `${file}: ${message}`)
  }
  it('finds nothing wrong with the demo, with keys and without', async () => {
    expect(await found({})).toEqual([])
    expect(await found({}, new Map())).toEqual([])
  })
  it('finds a sealed file that does not open to what it should, if it has the key', async () => {
    const [path, bytes] = [...built.files].find(([name]) => name.startsWith('sealed/'))!
    const other = bytes.slice()
    other[0] = other[0]! ^ 1
    expect(await found({ file: [path, other] })).toEqual([
      `${path}: does not open with its key to what the manifest says is inside`,
    ])
    expect(await found({ file: [path, other] }, new Map())).toEqual([])
  })
  it('finds a lock of another key, a lock nothing needs, and an item without its lock', async () => {
    expect(await found({}, new Map([['at-nine', new Uint8Array(16)]]))).toEqual([
      'manifest.json: the lock at-nine is of another key than the one at hand',
    ])
    expect(await found({ content: (text) => text.replace(/,"lock":\{[^}]*\}/, '') })).toEqual([
      'manifest.json: the lock at-nine belongs to no locked item',
    ])
    expect(await found({ manifest: (text) => text.replace(/,"locks":.*$/, '}') })).toEqual([
      'content.json: the item at-nine is locked, and the manifest has no such lock',
    ])
    const twice = (text: string) => text.replace(/"locks":\[(.*)\]\}$/, '"locks":[$1,$1]}')
    expect(await found({ manifest: twice })).toContain('manifest.json: has two locks of one id')
    const nowhere = (text: string) =>
      text
        .replace('"locks":[{"id":"at-nine"', '"locks":[{"id":"at-nine"')
        .replace(
          /("files":\[)(\{[^[]*\}\]\}\]\})$/,
          '$1{"path":"sealed/none.bin","type":"text/markdown","bytes":1,"sha256":"' +
            '0'.repeat(64) +
            '"},$2',
        )
    expect(await found({ manifest: nowhere })).toContain(
      'sealed/none.bin: is sealed by at-nine and not listed',
    )
  })
  it('finds a code given out that opens nothing', async () => {
    const wrong = codeOf(new Uint8Array(16))
    const telling = (code: string) => (text: string) =>
      text.replace(
        '"published":"2026-11-20',
        `"releases":[{"lock":"at-nine","code":"${code}"}],"published":"2026-11-20`,
      )
    const message = 'content.json: the code that is given out for at-nine does not open it'
    expect(await found({ content: telling(wrong) })).toEqual([message])
    expect(await found({ content: telling('NINE') })).toEqual([message])
    expect(await found({ content: telling(codeOf(key())) })).toEqual([])
  })
})

it('keeps a lock’s folder name out of the way of files nobody refers to', async () => {
  using source = copyDemoSource()
  writeFileSync(source.in('items', '80-at-nine', 'notes.txt'), 'x')
  expect(await source.findings()).toEqual([
    'items/80-at-nine/notes.txt: nothing refers to this file: misnamed, or not needed',
  ])
})
