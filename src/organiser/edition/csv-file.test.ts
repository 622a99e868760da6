import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { formatFinding } from '../problems.ts'
import { createScratch } from '../testing/source.ts'
import { readCsv } from './csv-file.ts'
import { createFindings } from './findings.ts'
import { ProgrammeRowSchema } from './source-schemas.ts'

const Row = v.strictObject({
  id: v.string(),
  seconds: v.optional(v.number()),
  title: v.strictObject({ en: v.string(), ur: v.string() }),
  must: v.optional(v.boolean()),
  presets: v.optional(v.array(v.union([v.number(), v.string()]))),
})

/** A table's value, or what is found wrong with it. */
const read = async (table: string | Uint8Array, schema: v.GenericSchema = Row) => {
  using scratch = createScratch()
  writeFileSync(scratch.in('list.csv'), table)
  const findings = createFindings()
  const file = await readCsv<unknown>(scratch.folder, 'list.csv', schema, findings)
  return file ? file.value : findings.list.map(formatFinding)
}
const two = [
  { id: 'a', seconds: 90, title: { en: 'One, two', ur: 'ایک' } },
  { id: 'b', title: { en: 'Three', ur: 'تین' } },
]

it.each([
  ['commas', 'id,seconds,title.en,title.ur\na,90,"One, two",ایک\nb,,Three,تین\n'],
  [
    'Excel: a byte order mark, semicolons, CRLF',
    '\ufeffid;seconds;title.en;title.ur\r\na;90;One, two;ایک\r\nb;;Three;تین\r\n',
  ],
  [
    'tabs, and rows of nothing',
    'id\tseconds\ttitle.en\ttitle.ur\na\t90\tOne, two\tایک\n\t\t\t\n\nb\t\tThree\tتین',
  ],
  ['another order of columns', 'title.ur,id,title.en,seconds\nایک,a,"One, two",90\nتین,b,Three,\n'],
])('reads a table with %s', async (_what, table) => expect(await read(table)).toEqual(two))

it('makes of text what the schema wants', async () => {
  const table =
    'id;title.en;title.ur;must;presets\n007;x;y;TRUE;500  1500.50\n8;"say ""hello""\nand go";y;no;'
  expect(await read(table)).toEqual([
    { id: '007', title: { en: 'x', ur: 'y' }, must: true, presets: ['500', '1500.50'] },
    { id: '8', title: { en: 'say "hello"\nand go', ur: 'y' }, must: false },
  ])
})

it.each([
  [
    'a missing cell',
    'id,title.en,title.ur\na,x,y\nb,x,\n',
    ['list.csv:3 title.ur: missing translation (ur)'],
  ],
  [
    'a missing cell below a cell of two lines',
    'id,title.en,title.ur\na,"x\nx",y\nb,x,\n',
    ['list.csv:4 title.ur: missing translation (ur)'],
  ],
  [
    'a missing cell beside one of two lines: where the row begins',
    'id,title.en,title.ur\na,"x\nx",\n',
    ['list.csv:2 title.ur: missing translation (ur)'],
  ],
  [
    'a missing column, once',
    'id,title.en\na,x\nb,x\n',
    ['list.csv:1 title.ur: missing translation (ur): there is no such column'],
  ],
  ['an unknown column', 'id,titel.en,title.en,title.ur\na,x,x,y\n', ['list.csv:1 titel.en: unknown column']],
  ['a field that is no column', 'id,title,title.ur\na,x,y\n', ['list.csv:1 title: unknown column']],
  ['a column without a name', 'id,,title.en,title.ur\na,x,x,y\n', ['list.csv:1: a column without a name']],
  [
    'a column that is there twice',
    'id,id,title.en,title.ur\na,b,x,y\n',
    ['list.csv:1 id: this column is there twice'],
  ],
  [
    'an unquoted separator',
    'id,title.en,title.ur\na,One, two,y\n',
    ['list.csv:2: has 4 cells, not 3 as the first row: is a text with a separator unquoted?'],
  ],
  [
    'a word for a number',
    'id,seconds,title.en,title.ur\na,ten,x,y\n',
    ['list.csv:2 seconds: Invalid type: Expected number but received "ten"'],
  ],
  [
    'a quote that is not closed',
    'id,title.en,title.ur\na,"x,y\n',
    [/^list\.csv:\d+: a quote is opened and never closed$/],
  ],
  ['a quote in a word', 'id,title.en,title.ur\na,x"x",y\n', ['list.csv:2: a quote where none may be']],
  ['nothing', '\n', ['list.csv: this table is empty; its first row names the columns']],
  [
    'another encoding',
    new Uint8Array([0x69, 0x64, 0x0a, 0xe9]),
    ['list.csv: is not UTF-8; save it from Excel as “CSV UTF-8”'],
  ],
])('finds %s', async (_what, table, findings) => {
  expect(await read(table)).toEqual(
    findings.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
  )
})

it('does not take words for times', async () => {
  const found = await read('id,starts,seconds,title.en,title.ur\na,tonight,5,x,y\n', ProgrammeRowSchema)
  expect(found).toEqual([expect.stringMatching(/^list\.csv:2 starts: /)])
})

it('reads back whatever is written as a table says it should be', () => {
  const cell = fc.stringMatching(/^[^\s\0\ufeff](?:[^\0\r\ufeff]*[^\s\0\ufeff])?$/u, { maxLength: 20 })
  const rows = fc.array(fc.record({ id: cell, title: fc.record({ en: cell, ur: cell }) }), {
    minLength: 1,
    maxLength: 6,
  })
  return fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (list, separator, end) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const table = [
          ['id', 'title.en', 'title.ur'].join(separator),
          ...list.map(({ id, title }) => [id, title.en, title.ur].map(quoted).join(separator)),
        ].join(end)
        expect(await read(table)).toEqual(list)
      },
    ),
    { numRuns: 200 },
  )
})
