import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crockford } from '../reference.ts'
import { checkCharacters, isChecked } from './check-characters.ts'
import { codeLength, codeOf, plainCode, readCode, regroup } from './code.ts'

const key = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => new Uint8Array(bytes))
const plain = key.map((bytes) => plainCode(codeOf(bytes)))
const fault = (typed: string): string => {
  const reading = readCode(typed)
  return 'fault' in reading ? reading.fault : 'none'
}
const replaced = (code: string, at: number, character: string) =>
  code.slice(0, at) + character + code.slice(at + 1)

describe('check characters', () => {
  it('are what they are for zeros and for one', () => {
    expect(checkCharacters(Array(26).fill(0))).toEqual([0, 0])
    expect(isChecked([1, ...checkCharacters([1])])).toBe(true)
  })

  it('let any two right sequences differ in three characters at least', () => {
    const value = fc.nat({ max: 31 })
    const sequence = fc.array(value, { minLength: 1, maxLength: 29 })
    fc.assert(
      fc.property(sequence, value, value, fc.nat(), fc.nat(), (data, a, b, at, other) => {
        const right = [...data, ...checkCharacters(data)]
        expect(isChecked(right)).toBe(true)
        const wrong = [...right]
        wrong[at % right.length] = a
        wrong[other % right.length] = b
        expect(isChecked(wrong)).toBe(wrong.join() === right.join())
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('a code', () => {
  it('has seven groups of four and gives its key back', () => {
    fc.assert(
      fc.property(key, (bytes) => {
        expect(codeOf(bytes)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
        expect(readCode(codeOf(bytes))).toEqual({ key: bytes })
      }),
    )
    expect(() => codeOf(new Uint8Array(15))).toThrow(TypeError)
  })

  it('is read as people type it', () => {
    fc.assert(
      fc.property(key, fc.constantFrom(' ', '', '–', '\u00a0', '\u200e-', '\n'), (bytes, between) => {
        const typed = codeOf(bytes)
          .toLowerCase()
          .replaceAll('-', between)
          .replaceAll('0', 'o')
          .replaceAll('1', 'l')
        expect(readCode(typed)).toEqual({ key: bytes })
        expect(readCode(codeOf(bytes).replace(/\d/g, (one) => '۰۱۲۳۴۵۶۷۸۹'[Number(one)] ?? ''))).toEqual({
          key: bytes,
        })
      }),
    )
  })

  it('notices every single mistyped character and every exchange of two neighbours', () => {
    fc.assert(
      fc.property(plain, (code) => {
        for (let at = 0; at < codeLength; at++) {
          for (const other of crockford)
            if (other !== code.charAt(at)) expect(fault(replaced(code, at, other))).toBe('mistyped')
          const [a, b] = [code.charAt(at), code.charAt(at + 1)]
          if (b && a !== b)
            expect(fault(`${code.slice(0, at)}${b}${a}${code.slice(at + 2)}`)).toBe('mistyped')
        }
      }),
      { numRuns: 50 },
    )
  })

  it('notices any two mistyped characters, wherever they are', () => {
    const place = fc.nat({ max: codeLength - 1 })
    const character = fc.constantFrom(...crockford)
    fc.assert(
      fc.property(plain, place, character, place, character, (code, at, one, other, two) => {
        const wrong = replaced(replaced(code, at, one), other, two)
        if (wrong !== code) expect(fault(wrong)).toBe('mistyped')
      }),
      { numRuns: 5000 },
    )
  })

  it('says what is missing, what is too much, and what is no character of a code', () => {
    const code = codeOf(new Uint8Array(16).fill(7))
    expect(readCode(code.slice(0, 9))).toEqual({ fault: 'incomplete', have: 8, of: 28 })
    expect(readCode(`${code} X`)).toEqual({ fault: 'long', have: 29, of: 28 })
    expect(readCode('')).toEqual({ fault: 'incomplete', have: 0, of: 28 })
    expect(fault(replaced(plainCode(code), 3, 'U'))).toBe('mistyped')
    expect(fault(replaced(plainCode(code), 3, 'ح'))).toBe('mistyped')
  })

  it('is refused where its check characters fit and its spare bits are set: nobody was given such a key', () => {
    const data = [...Array(25).fill(0), 1]
    const code = [...data, ...checkCharacters(data)].map((value) => crockford.charAt(value)).join('')
    expect(fault(code)).toBe('mistyped')
  })
})

describe('grouping while typing', () => {
  it('keeps the characters, and the caret behind the same one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '7', 'o', '-', ' '), maxLength: 40 }),
        fc.nat(),
        (typed, at) => {
          const caret = at % (typed.length + 1)
          const { text, caret: next } = regroup(typed, caret)
          expect(plainCode(text)).toBe(plainCode(typed))
          expect(plainCode(text.slice(0, next))).toBe(plainCode(typed.slice(0, caret)))
          expect(regroup(text, next)).toEqual({ text, caret: next })
        },
      ),
    )
  })

  it('puts hyphens between groups as they come, and lets them be deleted across', () => {
    expect(regroup('abcd', 4)).toEqual({ text: 'ABCD', caret: 4 })
    expect(regroup('ABCDe', 5)).toEqual({ text: 'ABCD-E', caret: 6 })
    expect(regroup('ABCDE', 4)).toEqual({ text: 'ABCD-E', caret: 4 })
  })
})
