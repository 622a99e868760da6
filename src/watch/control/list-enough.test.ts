import { expect, it } from 'vitest'
import { isListEnough } from './list-enough.ts'

const need = { wordsOnly: false, held: false, thin: true, voiceAhead: 50, voiceMissing: 0 }

it('spares the list of a thin link where all that it lists is here, and much of it', () => {
  expect(isListEnough(need)).toBe(true)
  expect(isListEnough({ ...need, voiceAhead: 30 })).toBe(false)
  expect(isListEnough({ ...need, voiceMissing: 4 })).toBe(false)
})

it('reads it as ever on a link that has bytes to spare: a hole may come', () => {
  expect(isListEnough({ ...need, thin: false })).toBe(false)
})

it('spares it where far more is listed than has come, and where only words are read', () => {
  const behind = { ...need, voiceAhead: 2, voiceMissing: 50 }
  expect(isListEnough(behind)).toBe(false)
  expect(isListEnough({ ...behind, held: true })).toBe(true)
  expect(isListEnough({ ...behind, wordsOnly: true })).toBe(true)
})
