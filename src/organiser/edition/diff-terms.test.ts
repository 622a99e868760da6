import { describe, expect, it } from 'vitest'
import { diffTerms } from './diff-terms.ts'

const text = { en: 'I am over 18.', ur: 'میں اٹھارہ سال سے بڑا ہوں۔' }
const adult = { id: 'adult', version: 1, required: true, text }
const other = { ...adult, text: { ...text, en: 'I am over 21.' } }
const higher = /terms in giving\.yaml is no higher/
const version = /adult says something else, and its version is no higher/

describe('declarations of two editions', () => {
  it.each([
    ['the same', [adult], [adult], 1, []],
    ['another text with its version', [adult], [{ ...other, version: 2 }], 2, []],
    ['another text without', [adult], [other], 2, [version]],
    ['another text, nothing raised', [adult], [other], 1, [version, higher]],
    ['a condition without a version', [adult], [{ ...adult, when: { residence: 'home' } }], 2, [version]],
    ['one more', [adult], [adult, { ...adult, id: 'own' }], 1, [higher]],
    ['one gone', [adult, { ...adult, id: 'own' }], [adult], 1, [higher]],
  ])('%s', (_, before, after, terms, notes) => {
    const found = diffTerms({ declarations: before }, { declarations: after, terms })
    expect(found).toEqual(notes.map((note) => expect.stringMatching(note)))
  })
})
