import { mkdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fromUtf8 } from '../../shared/bytes.ts'
import { contentPath, givingPath, givingSignaturePath } from '../../shared/manifest.ts'
import { copyDemoSource, createScratch, type SourceCopy } from '../testing/source.ts'

/** The same source written the other way: no difference may be seen in the edition. */
const rewrites: [what: string, rewrite: (source: SourceCopy) => void][] = [
  [
    'item.yaml instead of front matter',
    (source) => {
      for (const language of ['en', 'ur']) {
        const file = source.in(`items/10-schools/${language}.md`)
        source.write(
          `items/10-schools/${language}.md`,
          readFileSync(file, 'utf8').replace(/^---\n[\s\S]*?\n---\n\n/, ''),
        )
      }
      source.write(
        'items/10-schools/item.yaml',
        `kind: chapter
title: { en: A school within a walk, ur: پیدل مسافت پر اسکول }
summary:
  en: Every child in a classroom no further than two kilometres from home, and the doors open again in the evening.
  ur: ہر بچہ گھر سے دو کلومیٹر کے اندر کمرۂ جماعت میں، اور شام کو وہی دروازے پھر کھلے۔
`,
      )
    },
  ],
  [
    'front matter for what has no text: a slideshow',
    (source) => {
      const yaml = 'items/210-lamp-carriers/item.yaml'
      const lines = readFileSync(source.in(yaml), 'utf8').trimEnd().split('\n')
      source.remove(yaml)
      for (const language of ['en', 'ur']) {
        const other = language === 'en' ? 'ur' : 'en'
        const own = lines
          .filter((line) => !line.trim().startsWith(`${other}: `))
          .join('\n')
          .replace(new RegExp(`:\\n +${language}: `, 'g'), ': |-\n      ')
        // The pictures' names and the kind are in the English file; the Urdu one needs only say what pictures its words are of.
        source.write(
          `items/210-lamp-carriers/${language}.md`,
          `---\n${language === 'ur' ? own.replace('kind: slideshow\n', '') : own}\n---\n`,
        )
      }
    },
  ],
  [
    'fields partly in item.yaml, partly in the texts',
    (source) => {
      source.edit('items/10-schools/en.md', 'kind: chapter\n', '')
      source.write('items/10-schools/item.yaml', 'kind: chapter\n')
    },
  ],
  [
    'front matter with the line ends of Windows',
    (source) => {
      const file = 'items/510-line-slow/en.md'
      const [head = '', body = ''] = readFileSync(source.in(file), 'utf8').split('\n\n')
      source.write(file, `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`)
    },
  ],
  [
    'a programme in YAML',
    (source) => {
      const [, ...rows] = readFileSync(source.in('programme.csv'), 'utf8').trimEnd().split('\n')
      const cells = (row: string) =>
        [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, a, b]) => a ?? b ?? '')
      const entries = rows.map((row) => {
        const [id, starts, seconds, en, ur, item] = cells(row)
        return { id, starts, seconds: Number(seconds), title: { en, ur }, ...(item ? { item } : {}) }
      })
      source.remove('programme.csv')
      source.write('programme.yaml', JSON.stringify(entries))
    },
  ],
  [
    'a programme as Excel saves it',
    (source) => {
      const text = readFileSync(source.in('programme.csv'), 'utf8')
      const quoted = text
        .replaceAll('"', '')
        .split('\n')
        .map((line) => {
          const [id = '', starts, seconds, ...rest] = line.split(',')
          const [ur, item] = [rest.at(-2), rest.at(-1)]
          return id && [id, starts, seconds, `"${rest.slice(0, -2).join(',')}"`, ur, item].join(';')
        })
      source.write('programme.csv', `\ufeff${quoted.join('\r\n')}`)
    },
  ],
]

it.each(rewrites)('%s gives the same bytes', async (_what, rewrite) => {
  using plain = copyDemoSource()
  using other = copyDemoSource()
  rewrite(other)
  const [expected, built] = [await plain.build(), await other.build()]
  expect(fromUtf8(built.files.get(contentPath)!)).toBe(fromUtf8(expected.files.get(contentPath)!))
  expect(built.manifestBytes).toEqual(expected.manifestBytes)
})

const methods = `id;name.en;name.ur;currency;account.title;account.bank.en;account.bank.ur;account.iban;code.kind;fee.percent;fee.fixed;instructions.en;instructions.ur
bank;Bank;بینک;PKR;Lantern;Bank;بینک;PK81DEMO0000001123456702;raast;1.5;2.50;Pay;ادائیگی
`
/** Takes a list out of giving.yaml. */
const without = (source: SourceCopy, list: string, next: string): void => {
  const text = readFileSync(source.in('giving.yaml'), 'utf8')
  const [from, to] = [text.indexOf(`${list}:`), text.indexOf(`${next}:`)]
  source.write('giving.yaml', text.slice(0, from) + text.slice(to))
}
const oneCurrency = (source: SourceCopy) => {
  without(source, 'currencies', 'commitments')
  source.write('currencies.csv', 'code,presets,minimum,maximum\nPKR,500 1500.50 5000,100,5000000\n')
}

it('accounts, currencies and declarations may stand in tables', async () => {
  using source = copyDemoSource()
  without(source, 'methods', 'declarations')
  without(source, 'declarations', 'gateways')
  oneCurrency(source)
  source.write('methods.csv', methods)
  source.write(
    'declarations.csv',
    'id,version,required,when.residence,when.from.PKR,text.en,text.ur\nadult,1,yes,home,1500,I am over 18.,میں اٹھارہ سال سے بڑا ہوں۔\n',
  )
  const { files } = await source.build()
  const giving = JSON.parse(fromUtf8(files.get(givingPath)!))
  expect(giving).toMatchObject({
    currencies: [{ code: 'PKR', presets: [50_000, 150_050, 500_000], minimum: 10_000, maximum: 500_000_000 }],
    methods: [
      {
        id: 'bank',
        account: { bank: { ur: 'بینک' }, iban: 'PK81DEMO0000001123456702' },
        code: { kind: 'raast' },
        fee: { basisPoints: 150, fixed: 250 },
      },
    ],
    declarations: [
      { id: 'adult', version: 1, required: true, when: { residence: 'home', from: { PKR: 150_000 } } },
    ],
  })
  expect(giving.methods[0].account.number).toBeUndefined()
  expect(files.get(givingSignaturePath)).toHaveLength(64)
})

const schools = 'items/10-schools'
const faults: [what: string, spoil: (source: SourceCopy) => void, finding: string | RegExp][] = [
  [
    'fields that are not closed',
    (s) => s.edit(`${schools}/ur.md`, '---\n\n', '\n'),
    `${schools}/ur.md:1: the fields at the top are not closed by a line of ---`,
  ],
  [
    'an unknown field',
    (s) => s.edit(`${schools}/en.md`, 'summary:', 'sumary:'),
    `${schools}/en.md:4 sumary: unknown field`,
  ],
  [
    'broken YAML',
    (s) => s.edit(`${schools}/en.md`, 'title: A', 'title: "A'),
    /items\/10-schools\/en\.md:\d+: /,
  ],
  [
    'a title in English only',
    (s) =>
      s.edit(
        `${schools}/ur.md`,
        /title.*\n/.exec(readFileSync(s.in(`${schools}/ur.md`), 'utf8'))?.[0] ?? '',
        '',
      ),
    /^items\/10-schools\/ur\.md:\d+ title: missing translation \(ur\)$/m,
  ],
  [
    'a kind nobody names',
    (s) => s.edit(`${schools}/en.md`, 'kind: chapter\n', ''),
    /^items\/10-schools\/en\.md:\d+ kind: is missing$/m,
  ],
  [
    'a kind that is none',
    (s) => s.edit(`${schools}/en.md`, 'kind: chapter', 'kind: verse'),
    /^items\/10-schools\/en\.md:2 kind: Invalid type/m,
  ],
  [
    'a field that stands in item.yaml too',
    (s) => s.write(`${schools}/item.yaml`, 'kind: chapter\n'),
    `${schools}/en.md:2 kind: stands in item.yaml as well; keep one of them`,
  ],
  [
    'kinds that differ',
    (s) => s.edit(`${schools}/ur.md`, '---\n', '---\nkind: notice\n'),
    `${schools}/ur.md:2 kind: differs from en.md`,
  ],
  [
    'fields without a text in one language',
    (s) => s.write(`${schools}/ur.md`, '---\ntitle: عنوان\nsummary: خلاصہ\n---\n'),
    `${schools}/ur.md: missing translation: there is no text under its fields`,
  ],
  [
    'a text in one language only',
    (s) => s.remove(`${schools}/ur.md`),
    `${schools}/ur.md: missing translation: this file is not there`,
  ],
  [
    'raw HTML below fields, in its own line',
    (s) => s.edit(`${schools}/en.md`, '## What we promise', '<b>\n\n## What we promise'),
    /^items\/10-schools\/en\.md:9: raw HTML is not allowed: <b>$/m,
  ],
  [
    'slides in another order',
    (s) => {
      s.remove('items/210-lamp-carriers/item.yaml')
      const of = (names: string[]) =>
        `---\nkind: slideshow\ntitle: x\nslides:\n${names.map((name) => `  - { image: ${name}.webp, caption: c, alt: a }\n`).join('')}---\n`
      s.write('items/210-lamp-carriers/en.md', of(['1-ferry', '2-pass']))
      s.write('items/210-lamp-carriers/ur.md', of(['2-pass', '1-ferry']))
    },
    /^items\/210-lamp-carriers\/ur\.md:\d+ slides: lists other pictures than en\.md, or in another order$/m,
  ],
  [
    'a link to no item',
    (s) => s.edit(`${schools}/en.md`, '**walk to it**', '[walk](/read/bridges)'),
    `${schools}/en.md:7: broken link, there is no item bridges: /read/bridges`,
  ],
  [
    'a link to a file',
    (s) => s.edit(`${schools}/en.md`, '**walk to it**', '[walk](map.pdf)'),
    `${schools}/en.md:7: broken link, there is no item map.pdf: map.pdf`,
  ],
  [
    'a link to no heading',
    (s) => s.edit(`${schools}/en.md`, '**walk to it**', '[walk](#the-morning-class)'),
    `${schools}/en.md:7: broken link, there is no heading the-morning-class in schools: #the-morning-class`,
  ],
  [
    'a link to a heading of the other language',
    (s) => s.edit(`${schools}/ur.md`, '**', '[x](#the-evening-class) **'),
    /ur\.md:\d+: broken link, there is no heading the-evening-class in schools/,
  ],
  [
    'a link to no place of the app',
    (s) => s.edit(`${schools}/en.md`, '**walk to it**', '[walk](/admin)'),
    `${schools}/en.md:7: broken link, no such place in the app: /admin`,
  ],
  [
    'a link to another host without a scheme',
    (s) => s.edit(`${schools}/en.md`, '**walk to it**', '[walk](//evil.example)'),
    /en\.md:7: broken link, only https:, mailto: and tel: lead out of an edition/,
  ],
  [
    'a programme that is there twice',
    (s) => s.write('programme.yaml', '[]'),
    'programme.csv: programme.yaml is there as well; keep one of them',
  ],
  [
    'a title that is missing in a table',
    (s) => s.edit('programme.csv', 'Welcome,خوش آمدید', 'Welcome,'),
    'programme.csv:2 title.ur: missing translation (ur)',
  ],
  [
    'accounts that are there twice',
    (s) => s.write('methods.csv', methods),
    /^giving\.yaml:\d+ methods: stands in methods\.csv as well; keep one of them$/m,
  ],
  [
    'a mistyped IBAN in a table',
    (s) => {
      without(s, 'methods', 'declarations')
      oneCurrency(s)
      s.write('methods.csv', methods.replace('456702', '456703'))
    },
    'methods.csv:2 account.iban: PK81DEMO0000001123456703 fails its check digits',
  ],
  [
    'a picture that is a page',
    (s) => s.write('items/210-lamp-carriers/2-pass.webp', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    /^items\/210-lamp-carriers\/2-pass\.webp: is no picture that can be read/m,
  ],
  [
    'a picture that breaks off',
    (s) =>
      s.write(
        'items/210-lamp-carriers/2-pass.webp',
        new Uint8Array(readFileSync(s.in('items/210-lamp-carriers/2-pass.webp'))).slice(0, 9000),
      ),
    /^items\/210-lamp-carriers\/2-pass\.webp: is no picture that can be read/m,
  ],
  [
    'two pictures of one name',
    (s) => {
      s.write(
        'items/210-lamp-carriers/1-ferry.png',
        readFileSync(s.in('items/210-lamp-carriers/2-pass.webp')),
      )
      s.edit('items/210-lamp-carriers/item.yaml', 'image: 2-pass.webp', 'image: 1-ferry.png')
    },
    /1-ferry\.png: is called as items\/210-lamp-carriers\/1-ferry\.webp but for its type/,
  ],
  [
    'a text of nothing',
    (s) => s.write('items/30-water/en.md', ''),
    'items/30-water/en.md:1: this text is empty',
  ],
  [
    'a folder in an item’s folder',
    (s) => mkdirSync(s.in('items/30-water/pictures')),
    'items/30-water/pictures: is no file; an item’s files lie side by side',
  ],
]
it.each(faults)('finds %s', async (_what, spoil, finding) => {
  using source = copyDemoSource()
  spoil(source)
  const found = await source.findings()
  if (typeof finding === 'string') expect(found).toContain(finding)
  else expect(found.join('\n')).toMatch(finding)
})

it('takes links to items, headings and places of the app', async () => {
  using source = copyDemoSource()
  const links =
    '[a](clinics) [b](/read/water) [c](#the-evening-class) [d](/give) [e](open-books#how-you-will-know)'
  source.edit(`${schools}/en.md`, '**walk to it**', `${links} [f](https://example.org/x) **walk to it**`)
  source.edit('items/40-open-books/en.md', '## ', '## How you will know\n\nSo.\n\n## ')
  expect(await source.findings()).toEqual([])
})

it('has a limit for what phones fetch, not for what pictures are made of', async () => {
  using source = copyDemoSource()
  using scratch = createScratch()
  const options = { maxFile: 40_000, cache: scratch.in('cache') }
  const found = await source.findings(options)
  const film = readFileSync(source.in('items/410-one-tap/video.mp4')).length
  expect(found).toContain(`items/410-one-tap/video.mp4: ${film} bytes is over the limit of 40000`)
  // The orchard's source has more, and none of its variants.
  expect(readFileSync(source.in('items/210-lamp-carriers/4-orchard.webp')).length).toBeGreaterThan(40_000)
  expect(found.join('\n')).not.toContain('orchard')
})
