import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, wordsOf } from './fold.ts'

const folded = (text: string) => fold(text).text

/** Texts with what the two scripts of an edition are written with, and anything else. */
const letters = fc.constantFrom(
  ...'abcXYZäÉß 1۲٣،۔.-اأإآٱبپتجيیىكکهہھۀةۃۂؤئءوےںگ\u064e\u0651\u0670\u0640\u200c'.split(''),
)
const texts = fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'grapheme' }))

describe('folding', () => {
  it.each([
    ['Walk', 'walk'],
    ['Café naïve ÅNGSTRÖM', 'cafe naive angstrom'],
    ["the child’s, and the child's", 'the childs and the childs'],
    ['مُحَمَّد', 'محمد'],
    ['كتاب', 'کتاب'],
    ['بيت العلمي', 'بیت العلمی'],
    ['أحمد إسلام آزادی ٱللہ', 'احمد اسلام ازادی اللہ'],
    ['مؤمن مسئلہ کمرۂ علماء', 'مومن مسیلہ کمرہ علما'],
    ['مدرسة مدرسۃ مدرسه', 'مدرسہ مدرسہ مدرسہ'],
    ['كھانا', 'کہانا'],
    ['صـــدا', 'صدا'],
    ['۱۲۳ ٤٥٦', '123 456'],
    ['نہ\u200cیں', 'نہیں'],
    ['ﻻ', 'لا'],
    ['  two\n\nlines — here. ', 'two lines here'],
  ])('%s is compared as %s', (text, expected) => expect(folded(text)).toBe(expected))

  it('is the same once and twice', () => {
    const twice = (text: string) => {
      expect(folded(folded(text))).toBe(folded(text))
    }
    fc.assert(fc.property(texts, twice), { numRuns: 2000 })
  })

  it('does not hear harakat, tatweel or case', () => {
    const marks = fc.constantFrom('\u064b', '\u064e', '\u0651', '\u0670', '\u0640', '\u0301')
    fc.assert(
      fc.property(fc.array(fc.tuple(letters, marks)), (pairs) => {
        const bare = pairs.map(([letter]) => letter).join('')
        const dressed = pairs.map(([letter, mark]) => letter + mark).join('')
        expect(folded(dressed)).toBe(folded(bare))
        expect(folded(bare.toUpperCase())).toBe(folded(bare))
      }),
    )
  })

  it('knows the way back: what was cut out of the original folds to what was found', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const { text: all, at } = fold(text)
        expect(at.length).toBe(all.length + 1)
        for (let i = 1; i < at.length; i++) expect(at[i]).toBeGreaterThanOrEqual(at[i - 1] ?? 0)
        expect(at.at(-1)).toBeLessThanOrEqual(text.length)
        if (all === '') return
        const start = a % all.length
        const end = start + 1 + (b % (all.length - start))
        const found = all.slice(start, end).trim()
        // A letter that folds to two (ß) is cut out whole.
        let last = end
        while (last < all.length && at[last] === at[last - 1]) last++
        expect(folded(text.slice(at[start], at[last]))).toContain(found)
      }),
      { numRuns: 2000 },
    )
  })
})

it('the words of a query are folded, and each counts once', () => {
  expect(wordsOf(' Écoles,  ÉCOLES  ۲ ')).toEqual(['ecoles', '2'])
  expect(wordsOf('—')).toEqual([])
})
