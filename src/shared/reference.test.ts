import fc from 'fast-check'
import { UUID, uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { checkDigits, isNumericReference, isReference, numericReference, referenceOf } from './reference.ts'

const fields = fc.tuple(
  fc.nat({ max: 2 ** 48 - 1 }),
  fc.nat({ max: 0xfff }),
  fc.nat({ max: 2 ** 30 - 1 }),
  fc.nat({ max: 2 ** 32 - 1 }),
)
const id = fields.map((parts) => UUID.fromFieldsV7(...parts).toString())
const plain = (reference: string) => reference.replaceAll(' ', '')

describe('checkDigits', () => {
  it('agrees with the published IBAN example (ISO 13616: country and check digits moved to the end)', () => {
    expect(checkDigits('WEST12345698765432GB')).toBe('82')
  })
})

describe('referenceOf', () => {
  it('reads in groups and carries its check digits', () => {
    expect(referenceOf('018ce5f0-0a1b-7000-8000-000000000001')).toMatch(
      /^SD [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} \d\d$/,
    )
    expect(isReference(referenceOf(uuidv7()))).toBe(true)
  })

  it('does not depend on the letters’ case of the id', () =>
    fc.assert(
      fc.property(id, (one) => {
        expect(referenceOf(one.toUpperCase())).toBe(referenceOf(one))
      }),
    ))

  it('uses the clock’s low 12 bits and the last 48 bits, every one of them', () =>
    fc.assert(
      fc.property(fields, fc.nat({ max: 59 }), ([time, a, hi, lo], bit) => {
        const flipped = BigInt(
          UUID.fromFieldsV7(time, a, hi, lo)
            .toString()
            .replace(/^|-/g, (m) => (m ? '' : '0x')),
        )
        const place = bit < 48 ? bit : bit - 48 + 80
        const other = (flipped ^ (1n << BigInt(place))).toString(16).padStart(32, '0')
        expect(referenceOf(other)).not.toBe(referenceOf(flipped.toString(16).padStart(32, '0')))
      }),
    ))

  it('takes nothing from the version and variant bits, which are the same in every id', () => {
    const of = (version: string, variant: string) =>
      referenceOf(`018ce5f0-0a1b-${version}abc-${variant}def-0123456789ab`)
    expect(of('4', '8')).toBe(of('7', 'b'))
  })

  it('differs between donations made one after the other on one phone', () => {
    const made = Array.from({ length: 20_000 }, () => referenceOf(uuidv7()))
    expect(new Set(made).size).toBe(made.length)
  })

  it('refuses what is no UUID', () => expect(() => referenceOf('SD 7K2M')).toThrow(TypeError))
})

describe('isReference', () => {
  it('takes it as people type it', () =>
    fc.assert(
      fc.property(id, (one) => {
        const reference = referenceOf(one)
        expect(isReference(reference.toLowerCase().replaceAll(' ', '-'))).toBe(true)
      }),
    ))

  const spoil = fc.tuple(
    id.map((one) => plain(referenceOf(one))),
    fc.integer({ min: 2, max: 13 }),
    fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
  )
  const isDigit = (character: string) => /\d/.test(character)
  const substituted = (right: string, at: number, other: string) =>
    right.slice(0, at) + other + right.slice(at + 1)
  const swapped = (right: string, at: number) =>
    right.slice(0, at - 1) + right.charAt(at) + right.charAt(at - 1) + right.slice(at + 1)

  it('notices every wrong digit, every wrong letter, and every two swapped ones (ISO 7064)', () =>
    fc.assert(
      fc.property(spoil, ([right, at, other]) => {
        const here = right.charAt(at)
        if (other !== here && isDigit(other) === isDigit(here))
          expect(isReference(substituted(right, at, other))).toBe(false)
        const before = right.charAt(at - 1)
        if (before !== here && isDigit(before) === isDigit(here))
          expect(isReference(swapped(right, at))).toBe(false)
      }),
      { numRuns: 1000 },
    ))

  it('notices nearly every letter taken for a digit: 1 in 97 passes, since a letter counts as two digits', () => {
    const wrong = fc
      .sample(spoil, { numRuns: 5000, seed: 7 })
      .filter(([right, at, other]) => isDigit(other) !== isDigit(right.charAt(at)))
      .map(([right, at, other]) => substituted(right, at, other))
    expect(wrong.length).toBeGreaterThan(1000)
    expect(wrong.filter(isReference).length / wrong.length).toBeLessThan(0.02)
  })

  it('refuses check digits that leave the right rest but are never issued', () =>
    fc.assert(
      fc.property(id, (one) => {
        const right = plain(referenceOf(one))
        const digits = Number(right.slice(14))
        for (const same of [digits - 97, digits + 97])
          if (same >= 0 && same < 100)
            expect(isReference(right.slice(0, 14) + String(same).padStart(2, '0'))).toBe(false)
      }),
      { numRuns: 1000 },
    ))
})

describe('numericReference', () => {
  it('reads in groups of three digits and carries its check digits', () => {
    const digits = numericReference(referenceOf('018ce5f0-0a1b-7000-8000-000000000001'))
    expect(digits).toMatch(/^(\d{3} ){6}\d{3}$/)
    expect(isNumericReference(digits)).toBe(true)
  })

  it('belongs to one reference: other reference, other digits', () =>
    fc.assert(
      fc.property(id, id, (a, b) => {
        const same = referenceOf(a) === referenceOf(b)
        expect(numericReference(referenceOf(a)) === numericReference(referenceOf(b))).toBe(same)
      }),
    ))

  it('notices any one wrong digit and any two neighbours exchanged', () =>
    fc.assert(
      fc.property(id, fc.nat({ max: 20 }), fc.integer({ min: 1, max: 9 }), (one, at, more) => {
        const digits = numericReference(referenceOf(one)).replaceAll(' ', '')
        const wrong = String((Number(digits[at]) + more) % 10)
        expect(isNumericReference(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBe(false)
        const [a, b] = [digits[at], digits[at + 1]]
        if (b !== undefined && a !== b)
          expect(isNumericReference(digits.slice(0, at) + b + a + digits.slice(at + 2))).toBe(false)
      }),
    ))

  it('refuses what is no reference', () => {
    expect(() => numericReference('SD 7K2M 9QXA 04TR 52')).toThrow(TypeError)
  })
})
