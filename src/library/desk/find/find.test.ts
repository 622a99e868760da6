import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, wordsOf } from '../../../shared/find/fold.ts'
import { rangesOf } from '../../../shared/find/ranges.ts'
import { find, foldPassage, snippetOf } from './find.ts'
import { type Passage, passagesOfFile, plainBlocks } from './passages.ts'

const passages = (list: Omit<Passage, 'language'>[], language: 'en' | 'ur' = 'en') =>
  list.map((passage) => foldPassage({ ...passage, language }))
const marked = (pieces: { text: string; marked: boolean }[]) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

describe('finding', () => {
  const edition = [
    ...passages([
      { kind: 'title', item: 'schools', text: 'A school within a walk' },
      {
        kind: 'text',
        item: 'schools',
        text: 'We measure a school first by the walk to it, and only then by its paint.',
      },
      { kind: 'text', item: 'water', text: 'Children walk to school past the well.' },
      {
        kind: 'spoken',
        item: 'address',
        text: 'A school within a walk, a clinic that is open.',
        place: 35.9,
      },
    ]),
    ...passages([{ kind: 'text', item: 'schools', text: 'ہر بچے کے گھر سے دو کلومیٹر کے اندر اسکول' }], 'ur'),
  ]

  it('finds every word, wherever in the item it stands, best first', () => {
    expect(find(edition, 'school WALK', 'en').map(({ item }) => item)).toEqual([
      'schools',
      'water',
      'address',
    ])
    expect(find(edition, 'within school', 'en').map(({ item }) => item)).toEqual(['schools', 'address'])
    expect(find(edition, 'paint school', 'en').map(({ item }) => item)).toEqual(['schools'])
    expect(find(edition, 'school canal', 'en')).toEqual([])
    expect(find(edition, '  ', 'en')).toEqual([])
  })

  it('knows where in a recording it was said', () => {
    const [hit] = find(edition, 'clinic', 'en')
    expect(hit?.hits[0]?.passage.place).toBe(35.9)
  })

  it('finds the other language too, after that of the screen', () => {
    const both = [
      ...passages([{ kind: 'text', item: 'a', text: 'Edition 14' }]),
      ...passages([{ kind: 'text', item: 'b', text: 'ایڈیشن ۱۴' }], 'ur'),
    ]
    expect(find(both, '14', 'en').map(({ item }) => item)).toEqual(['a', 'b'])
    expect(find(both, '١٤', 'ur').map(({ item }) => item)).toEqual(['b', 'a'])
    expect(find(edition, 'اسكول', 'en')[0]).toMatchObject({ item: 'schools', language: 'ur' })
  })

  it('marks what it found in the text around it', () => {
    const [passage] = passages([
      {
        kind: 'text',
        item: 'a',
        text: `${'far away words '.repeat(8)}the child’s own schóol, and ${'more words '.repeat(20)}`,
      },
    ])
    const snippet = marked(snippetOf(passage!, wordsOf('CHILDS school')))
    expect(snippet).toContain('the [child’s] own [schóol], and')
    expect(snippet.startsWith('… ')).toBe(true)
    expect(snippet.endsWith(' …')).toBe(true)
    expect(snippet.length).toBeLessThan(170)
  })
})

const alphabet = fc.constantFrom(...'abc ABC,.éßﬁ⑴کكبپ ہهة\u064e\u200c۱1'.split(''))
const texts = fc.string({ unit: alphabet, minLength: 1, maxLength: 120 })

describe('whatever is written', () => {
  it('every word of a text is found in it, and every range marked folds to a word looked for', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, pick) => {
        const words = wordsOf(text)
        const word = words[pick % Math.max(1, words.length)]
        if (!word) return
        const [passage] = passages([{ kind: 'text', item: 'x', text }])
        expect(find([passage!], word, 'en')).toHaveLength(1)
        const ranges = rangesOf(fold(text), [word])
        expect(ranges.length).toBeGreaterThan(0)
        for (const [from, to] of ranges) expect(fold(text.slice(from, to)).text).toContain(word)
        for (let i = 1; i < ranges.length; i++) expect(ranges[i]![0]).toBeGreaterThan(ranges[i - 1]![1])
      }),
      { numRuns: 1000 },
    )
  })

  it('a snippet is a part of the text as it was written, with a word marked', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 6 }), texts, (around, needle) => {
        const text = [...around, needle, ...around].join(' ')
        const [word] = wordsOf(needle)
        if (!word) return
        const [passage] = passages([{ kind: 'text', item: 'x', text }])
        const pieces = snippetOf(passage!, [word])
        const said = pieces.filter(({ text }) => text !== '… ' && text !== ' …')
        expect(text).toContain(said.map(({ text }) => text).join(''))
        expect(pieces.some(({ marked }) => marked)).toBe(true)
      }),
    )
  })
})

describe('the words of a file', () => {
  it('are those a reader sees, block by block', () => {
    expect(
      plainBlocks(
        '## What we _promise_\n\n- Within **two** km\n- See [the list](https://a.test/x)\n\n> Said.\n\n---\n\nsnake_case stays',
      ),
    ).toEqual(['What we promise', 'Within two km', 'See the list', 'Said.', 'snake_case stays'])
  })

  it('come with the second at which they are spoken', () => {
    const file = { path: 'a.vtt', item: 'a', language: 'en', kind: 'spoken' } as const
    expect(passagesOfFile(file, 'WEBVTT\n\n00:07.273 --> 00:11.171\n<v Noor>Let us <i>go</i>\non\n')).toEqual(
      [{ kind: 'spoken', item: 'a', language: 'en', text: 'Let us go on', place: 7.273 }],
    )
  })
})
