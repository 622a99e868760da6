import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromUtf8, utf8 } from '../bytes.ts'
import type { Item } from '../content.ts'
import type { ManifestFile } from '../manifest.ts'
import { type CarrierEdition, carrierPage, pageBytes, pageSize } from './carrier-page.ts'
import { checkCode } from './check-code.ts'
import { chooseFiles, filesWithin } from './choose-files.ts'
import { hideAccounts } from './hide-accounts.ts'
import { markdownHtml } from './markdown-html.ts'

const both = (text: string) => ({ en: text, ur: `${text} اردو` })
const lamp = {
  variants: ['avif', 'webp', 'jpg'].map((type) => ({
    path: `tribute/1.${type}`,
    type: `image/${type === 'jpg' ? 'jpeg' : type}`,
    width: 480,
    height: 360,
  })),
}
const items: Item[] = [
  {
    id: 'schools',
    kind: 'chapter',
    title: both('Schools <b>'),
    text: { en: 'schools/en.md', ur: 'schools/ur.md' },
  },
  {
    id: 'speech',
    kind: 'speech',
    title: both('Speech'),
    text: { en: 'speech/en.md', ur: 'speech/ur.md' },
    audio: { path: 'speech/a.m4a', seconds: 3, captions: { en: 'speech/en.vtt', ur: 'speech/ur.vtt' } },
  },
  {
    id: 'tribute',
    kind: 'slideshow',
    title: both('Tribute'),
    slides: [{ image: lamp, caption: both('A "lamp"'), alt: both('Lamp') }],
  },
]
const file = (path: string, group: ManifestFile['group'], bytes = 10): ManifestFile => ({
  path,
  group,
  bytes,
  type: group === 'image' ? 'image/webp' : 'text/markdown',
  sha256: '0'.repeat(64),
})
const all = [
  file('content.json', 'index'),
  file('giving.json', 'index'),
  ...['schools/en.md', 'schools/ur.md', 'speech/en.md', 'speech/ur.md', 'speech/en.vtt', 'speech/ur.vtt'].map(
    (path) => file(path, 'text'),
  ),
  file('tribute/1.webp', 'image', 7),
  file('speech/a.m4a', 'audio', 300),
]
const sealedItem: Item = {
  id: 'at-nine',
  kind: 'chapter',
  title: both('Unveiled at nine'),
  lock: { item: 'sealed/at-nine/a.bin' },
}
const openedItem: Item = {
  id: 'at-nine',
  kind: 'chapter',
  title: both('The pledge nobody knows'),
  text: { en: 'sealed/at-nine/b.bin', ur: 'sealed/at-nine/b.bin' },
}
const lockFiles = ['a', 'b'].map((name) => ({
  ...file(`sealed/at-nine/${name}.bin`, 'text'),
  type: 'application/octet-stream',
}))
const locks = [{ id: 'at-nine', keySha256: '0'.repeat(64), files: lockFiles }]
const iban = 'PK36SCBL0000001123456702'
const edition: CarrierEdition = {
  manifest: { edition: 7, issued: '2031-01-07T12:00:00Z' },
  content: {
    organisation: { name: both('Lantern'), notice: both('Invented.') },
    event: { title: both('Evening'), starts: '2031-01-07T16:00:00Z', ends: '2031-01-07T20:00:00Z' },
    items,
  },
  giving: {
    methods: [
      {
        id: 'bank',
        name: both('Bank'),
        currency: 'PKR',
        account: { title: 'Lantern', bank: both('Bank'), iban },
        instructions: both('Pay'),
      },
    ],
  },
  files: all,
  languages: ['en', 'ur'],
  texts: new Map([
    ['schools/en.md', '## Walk\n\nA **school**. <script>alert(1)</script>'],
    ['schools/ur.md', 'ایک سکول'],
    ['speech/en.md', `Pay into PK36 SCBL 0000 0011 2345 6702 now.`],
    ['speech/ur.md', 'تقریر'],
  ]),
}
const html = (over: Partial<CarrierEdition> = {}) =>
  carrierPage({ ...edition, ...over })
    .map((piece) => (typeof piece === 'string' ? piece : `[${piece.path}]`))
    .join('')

describe('what goes into a pack', () => {
  const choose = (ids: string[], languages: ('en' | 'ur')[], groups: ManifestFile['group'][]) =>
    chooseFiles(
      { items },
      { files: all },
      { items: new Set(ids), languages: new Set(languages), groups: new Set(groups) },
    ).map(({ path }) => path)
  it('is the index, and of the chosen items the chosen kinds in the chosen languages, words first', () => {
    expect(choose([], ['en'], ['text'])).toEqual(['content.json', 'giving.json'])
    expect(choose(['speech'], ['en'], ['audio', 'text'])).toEqual([
      'content.json',
      'giving.json',
      'speech/en.md',
      'speech/en.vtt',
      'speech/a.m4a',
    ])
    expect(choose(['tribute', 'schools'], ['ur'], ['text'])).toEqual([
      'content.json',
      'giving.json',
      'schools/ur.md',
    ])
  })
  it('takes a locked item whole, in every language there may be, and only where it is chosen', () => {
    const sealed = lockFiles.map(({ path }) => path)
    const chosen = (item: Item, ids: string[], groups: ManifestFile['group'][] = ['text']) =>
      chooseFiles(
        { items: [...items, item] },
        { files: [...all, ...lockFiles], locks },
        { items: new Set(ids), languages: new Set(['en']), groups: new Set(groups) },
      )
        .map(({ path }) => path)
        .filter((path) => path.startsWith('sealed/'))
    expect(chosen(sealedItem, ['at-nine'])).toEqual(sealed)
    expect(chosen(openedItem, ['at-nine'])).toEqual(sealed)
    expect(chosen(sealedItem, ['at-nine'], ['image'])).toEqual([])
    expect(chosen(sealedItem, ['schools'])).toEqual([])
  })
  it('fits into a limit, in order', () => {
    expect(filesWithin(all, 95).map(({ path }) => path)).toEqual(all.slice(0, 9).map(({ path }) => path))
    expect(filesWithin(all, 25).length).toBe(2)
  })
})

describe('the page of a pack', () => {
  it('reads in both languages, says that it cannot check itself, and ends in hidden text', () => {
    const page = html()
    expect(page).toContain('This copy cannot check itself.')
    expect(page).toContain('یہ نقل اپنی جانچ خود نہیں کر سکتی۔')
    expect(page).toContain('<h3>Walk</h3><p>A <strong>school</strong>.')
    expect(page).toContain('lang="ur" dir="rtl"')
    expect(page).toContain('ایک سکول')
    expect(page).toContain('Schools &lt;b&gt;')
    expect(page).toMatch(/<plaintext hidden aria-hidden="true">\n$/)
  })
  it('holds nothing that runs or loads', () => {
    const page = html()
    expect(page).not.toMatch(/<script|<iframe|<link|src="(?!\[)/)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('&lt;script&gt;alert(1)')
  })
  it('names no account', () => {
    expect(html().replace(/[\s-]/g, '')).not.toContain(iban)
    expect(html()).toContain('[account: shown in Sada only]')
  })
  it('says of a locked item what may be known, and nothing where an opened one is given by mistake', () => {
    const page = (item: Item, files = [...all, ...lockFiles]) =>
      html({
        manifest: { ...edition.manifest, locks },
        content: { ...edition.content, items: [...items, item] },
        files,
        texts: new Map([...edition.texts, ['sealed/at-nine/b.bin', 'We count aloud.']]),
      })
    expect(page(sealedItem)).toContain('<h2>Unveiled at nine</h2>')
    expect(page(sealedItem)).toContain('Sealed in this file')
    expect(page(sealedItem, all)).not.toContain('Unveiled at nine')
    expect(page(openedItem)).not.toMatch(/pledge|count aloud|sealed/i)
    expect(page(openedItem)).toContain('A <strong>school</strong>')
  })
  it('shows a picture once and only what is in the pack', () => {
    expect(html().split('[tribute/1.webp]').length).toBe(2)
    expect(html()).toContain('A &quot;lamp&quot; اردو')
    expect(html({ files: all.filter(({ group }) => group !== 'image') })).not.toContain('lamp')
    expect(html({ files: all.slice(0, 2) })).not.toContain('<article>')
    expect(html({ languages: ['ur'] })).not.toContain('cannot check itself')
    expect(html({ files: [...all.slice(0, 8), file('tribute/1.webp', 'image', 9e6)] })).not.toContain('<img')
  })
  it('is as long as foretold, pictures and all', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 90 }), async (picture) => {
        const pieces = carrierPage({
          ...edition,
          files: [...all.slice(0, 8), file('tribute/1.webp', 'image', picture.length)],
        })
        const bytes = await pageBytes(pieces, async () => picture)
        expect(bytes.length).toBe(pageSize(pieces))
        expect(fromUtf8(bytes)).toContain(Buffer.from(picture).toString('base64'))
      }),
      { numRuns: 30 },
    ))
})

describe('a text on the page', () => {
  it('never becomes an element of its own, whatever stands in it', () =>
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom(
              '<img src=x onerror=a()>',
              '<plaintext>',
              '</section>',
              '[a](javascript:b)',
              '**',
              '`',
              '"',
              "'",
              '&lt;',
              '\n\n',
              '- ',
              '# ',
              'x',
              '> ',
              '|a|b|\n|-|-|\n',
              '![c](d)',
              '<!--',
            ),
            { maxLength: 12 },
          )
          .map((parts) => parts.join('')),
        (text) => {
          const tags = [...markdownHtml(text).matchAll(/<\/?([a-z!][a-z0-9-]*)([^>]*)/gi)]
          for (const [, tag = '', attributes = ''] of tags) {
            expect(tag).toMatch(
              /^(h[3-6]|p|ul|ol|li|table|tr|th|td|blockquote|pre|code|hr|br|strong|em|del|a)$/,
            )
            expect(attributes).toMatch(
              /^( start="\d+"| href="(https?:|mailto:|tel:)[^"]*" rel="noopener noreferrer")?$/,
            )
          }
        },
      ),
    ))
  it('loses account numbers however they are spaced', () => {
    const { giving } = edition
    const seen = fc.array(fc.constantFrom('', ' ', '-', '\u00a0', '\n'), {
      minLength: iban.length,
      maxLength: iban.length,
    })
    fc.assert(
      fc.property(seen, (gaps) => {
        const written = [...iban.toLowerCase()].map((character, i) => character + gaps[i]).join('')
        expect(hideAccounts(`to ${written} now`, giving, 'X').replaceAll(/\s/g, '')).toMatch(/^toX-?now$/)
      }),
    )
    expect(hideAccounts('nothing here', null, 'X')).toBe('nothing here')
  })
})

describe('the check code', () => {
  it('is the same for the same pack and another for any other', async () => {
    const [page, manifest] = [utf8('page'), utf8('manifest')]
    const code = await checkCode(page, manifest, ['a', 'b'])
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(await checkCode(page, manifest, ['a', 'b'])).toBe(code)
    for (const other of [
      await checkCode(utf8('pagf'), manifest, ['a', 'b']),
      await checkCode(page, utf8('manifesT'), ['a', 'b']),
      await checkCode(page, manifest, ['a']),
    ])
      expect(other).not.toBe(code)
  })
})
