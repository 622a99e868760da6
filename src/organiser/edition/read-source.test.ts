import { expect, it } from 'vitest'
import { readEditionKeys } from '../keys/key-files.ts'
import { copyDemoSource, createScratch, demoKeys, type SourceCopy } from '../testing/source.ts'
import { readSource } from './read-source.ts'

const chair = 'items/110-chairs-address'
const faults: [what: string, spoil: (source: SourceCopy) => void, finding: string | RegExp][] = [
  [
    'a title in one language only',
    (source) => source.edit('items/30-water/item.yaml', '  ur:', '  de:'),
    /items\/30-water\/item\.yaml:\d+ title\.ur: missing translation \(ur\)/,
  ],
  [
    'a text in one language only',
    (source) => source.remove('items/30-water/ur.md'),
    'items/30-water/ur.md: missing translation: this file is not there',
  ],
  [
    'captions in one language only',
    (source) => source.remove(`${chair}/audio.ur.vtt`),
    `${chair}/audio.ur.vtt: missing translation: this file is not there`,
  ],
  [
    'a mistyped IBAN',
    (source) => source.edit('giving.yaml', '456702', '456703'),
    /giving\.yaml:\d+ methods\.0\.account\.iban: PK81DEMO0000001123456703 fails its check digits/,
  ],
  [
    'an account with two numbers',
    (source) => source.edit('giving.yaml', 'bic: DEMOPKK0', 'iban: PK81DEMO0000001123456702'),
    /methods\.2\.account\.number: needs either an iban or a number/,
  ],
  [
    'a Raast code without an IBAN',
    (source) =>
      source.edit(
        'giving.yaml',
        'number: 0000-0000001\n    # A merchant code of a scheme that is not there either.\n    code:\n      kind: merchant\n',
        'number: 0000-0000001\n    code:\n      kind: raast\n',
      ),
    /methods\.1\.code: a raast code needs the account's iban/,
  ],
  [
    'a SEPA code for rupees',
    (source) => source.edit('giving.yaml', 'code: { kind: raast }', 'code: { kind: sepa }'),
    /methods\.0\.code: a sepa code takes EUR only/,
  ],
  [
    'a code of a kind nobody knows',
    (source) => source.edit('giving.yaml', 'code: { kind: raast }', 'code: { kind: barter }'),
    /giving\.yaml:\d+ methods\.0\.code/,
  ],
  [
    'a merchant code for another currency',
    (source) => source.edit('giving.yaml', 'currency: "586"', 'currency: "840"'),
    /methods\.1\.code: the code is for another currency: PKR is 586/,
  ],
  [
    'an account template that is too long for a code',
    (source) => source.edit('giving.yaml', '"01": "00000000001"', `"01": "${'0'.repeat(80)}"`),
    /methods\.1\.code\.template: longer than 99 characters in all/,
  ],
  [
    'a fee that is no percentage',
    (source) => source.edit('giving.yaml', 'percent: 1.5', 'percent: 1.505'),
    /methods\.1\.fee\.percent: 1\.505 is not a percentage/,
  ],
  [
    'a fee above the smallest gift',
    (source) => source.edit('giving.yaml', 'fixed: 5', 'fixed: 99'),
    /methods\.1\.fee: is more than the smallest amount/,
  ],
  [
    'a card method without its page',
    (source) => source.edit('giving.yaml', '  - id: raast-pkr\n', '  - id: raast-pkr\n    type: card\n'),
    /methods\.3\.account\.iban: a card is not paid into an account\n.*methods\.3\.checkout: a card method needs/,
  ],
  [
    'a card page that is not one origin',
    (source) =>
      source.edit(
        'giving.yaml',
        '  - id: raast-pkr\n',
        '  - id: raast-pkr\n    type: card\n    checkout: http://pay.example/\n',
      ),
    /methods\.3\.checkout: must be an origin/,
  ],
  [
    'a currency that is none',
    (source) => source.edit('giving.yaml', '- code: EUR', '- code: EUX'),
    /currencies\.2\.code: EUX is not a currency/,
  ],
  [
    'an identity number that its own pattern refuses',
    (source) => source.edit('giving.yaml', 'example: 12345-1234567-1', 'example: 02345-1234567-1'),
    /form\.fields\.0\.pattern: does not take its own example, 0234512345671/,
  ],
  [
    'a pattern that is no regular expression',
    (source) => source.edit('giving.yaml', "pattern: '[1-7]", "pattern: '[1-7"),
    /form\.fields\.0\.pattern: is not a regular expression/,
  ],
  [
    'a condition on a currency that is not taken',
    (source) => source.edit('giving.yaml', 'from: { PKR: 25000 }', 'from: { GBP: 25000 }'),
    /form\.fields\.0\.when\.from\.GBP: GBP is not on this form/,
  ],
  [
    'a condition on half a paisa',
    (source) => source.edit('giving.yaml', 'from: { PKR: 25000 }', 'from: { PKR: 25000.005 }'),
    /form\.fields\.0\.when\.from\.PKR: not an amount of PKR/,
  ],
  [
    'a condition on a commitment that is not offered',
    (source) => source.edit('giving.yaml', 'commitments: [now, pledge, monthly]', 'commitments: [now]'),
    /form\.contactRequired\.commitment: monthly is not on this form/,
  ],
  [
    'a condition nobody knows',
    (source) =>
      source.edit('giving.yaml', 'when: { residence: overseas }\n    text', 'when: { abode: far }\n    text'),
    /declarations\.2\.when/,
  ],
  [
    'a field asked for twice',
    (source) => source.edit('giving.yaml', '- id: nicop', '- id: cnic'),
    /form\.fields\.1\.id: the id cnic is used twice/,
  ],
  [
    'an app from before a form could ask more',
    (source) => source.edit('edition.yaml', 'edition: 1\n', 'edition: 1\nminimumApp: 2\n'),
    /edition\.yaml:\d+ minimumApp: must be 3 or more/,
  ],
  [
    'a BIC that is none',
    (source) => source.edit('giving.yaml', 'DEMOPKK0', 'DEMO'),
    /methods\.2\.account\.bic: DEMO is not a BIC/,
  ],
  [
    'a currency nobody takes',
    (source) => source.edit('giving.yaml', 'currency: USD', 'currency: EUR'),
    /currencies\.1\.code: no method takes USD/,
  ],
  [
    'half a rupee cent',
    (source) => source.edit('giving.yaml', 'presets: [500,', 'presets: [500.005,'),
    /currencies\.0\.presets\.0: not an amount of PKR: 500\.005/,
  ],
  [
    'captions that are none',
    (source) => source.write(`${chair}/audio.en.vtt`, 'hello'),
    `${chair}/audio.en.vtt:1: must begin with WEBVTT`,
  ],
  [
    'captions after the end',
    (source) => source.write(`${chair}/audio.en.vtt`, 'WEBVTT\n\n00:10.000 --> 09:00.000\nlate\n'),
    /audio\.en\.vtt:3: this caption ends after the recording \(72\.\d+ s\)/,
  ],
  [
    'a cut after the end',
    (source) => source.edit(`${chair}/item.yaml`, 'cutAt: ', 'cutAt: 9'),
    /item\.yaml:\d+ cutAt: is after the end of the recording/,
  ],
  [
    'a file nobody refers to',
    (source) => source.write('items/30-water/notes.txt', 'to do'),
    'items/30-water/notes.txt: nothing refers to this file: misnamed, or not needed',
  ],
  [
    'a picture that is not there',
    (source) => source.remove('items/210-lamp-carriers/2-pass.webp'),
    /slides\.1\.image: there is no file 2-pass\.webp in this folder/,
  ],
  [
    'a sound that is no MP4',
    (source) => source.write('items/310-one-small-flame/audio.m4a', 'ID3'),
    'items/310-one-small-flame/audio.m4a: is not a whole MP4 file',
  ],
  [
    'a film without its film',
    (source) => source.remove('items/410-one-tap/video.mp4'),
    /items\/410-one-tap\/item\.yaml:1: a documentary needs video\.mp4/,
  ],
  [
    'a script in a text',
    (source) => source.write('items/30-water/en.md', 'Water.\n\n<script>alert(1)</script>\n'),
    'items/30-water/en.md:3: raw HTML is not allowed: <script>alert(1)</script>',
  ],
  [
    'a link that can run',
    (source) => source.write('items/30-water/en.md', '[here](javascript:alert(1))\n'),
    /items\/30-water\/en\.md:1: broken link/,
  ],
  [
    'a mistyped field',
    (source) => source.edit('items/30-water/item.yaml', 'title:', 'titel:'),
    /items\/30-water\/item\.yaml:\d+ titel: unknown field/,
  ],
  ['broken YAML', (source) => source.write('event.yaml', 'title: { en: "An evening\n'), /event\.yaml:\d+: /],
  [
    'a programme with an item that is nowhere',
    (source) => source.edit('programme.csv', ',one-tap', ',two-taps'),
    'programme.csv:4 item: there is no item two-taps',
  ],
  [
    'a folder without its place',
    (source) => source.write('items/readme', 'x'),
    'items/readme: name it <order>-<id>, e.g. 20-clinics',
  ],
]

it.each(faults)('finds %s', async (_what, spoil, finding) => {
  using source = copyDemoSource()
  spoil(source)
  const found = await source.findings()
  if (typeof finding === 'string') expect(found).toContain(finding)
  else expect(found.join('\n')).toMatch(finding)
})
it('finds nothing wrong with the demo', async () => {
  using source = copyDemoSource()
  expect(await source.findings()).toEqual([])
})
it('lists everything that is wrong in one go', async () => {
  using source = copyDemoSource()
  source.remove('items/30-water/ur.md')
  source.remove(`${chair}/audio.ur.vtt`)
  source.edit('giving.yaml', '456702', '456703')
  source.edit('items/20-clinics/item.yaml', 'title:', 'titel:')
  const found = (await source.findings()).join('\n')
  for (const part of ['ur.md', 'audio.ur.vtt', 'account.iban', 'titel']) expect(found).toContain(part)
})
it('refuses a folder that is no source, and says where an example is', async () => {
  using scratch = createScratch()
  await expect(readSource(scratch.in('nowhere'), await readEditionKeys(demoKeys))).rejects.toMatchObject({
    name: 'CommandError',
    advice: expect.stringContaining('src/organiser/demo/edition'),
  })
})
