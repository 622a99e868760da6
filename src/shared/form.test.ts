import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { FormSchema, fitsPattern, plainIdentity } from './form.ts'
import { GivingSchema } from './giving.ts'

describe('an identity number', () => {
  it.each([
    ['12345-1234567-1', '1234512345671'],
    [' 12345 1234567 1 ', '1234512345671'],
    ['۱۲۳۴۵-۱۲۳۴۵۶۷-۱', '1234512345671'],
    ['١٢٣٤٥–١٢٣٤٥٦٧‐١', '1234512345671'],
    ['\u206712345-1234567-1\u2069', '1234512345671'],
    ['ab 123', 'AB123'],
  ])('%j is %s', (typed, plain) => expect(plainIdentity(typed)).toBe(plain))

  it('stays what it is once it is plain', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const plain = plainIdentity(typed)
        expect(plainIdentity(plain)).toBe(plain)
      }),
    ))

  it('is fitted as a whole, and never when it is endless', () => {
    expect(fitsPattern('1234512345671', '\\d{13}')).toBe(true)
    expect(fitsPattern('12345123456712', '\\d{13}')).toBe(false)
    expect(fitsPattern('x12', 'y|x\\d\\d')).toBe(true)
    expect(fitsPattern('x12z', 'x\\d\\d|y')).toBe(false)
    expect(fitsPattern('1'.repeat(201), '\\d*')).toBe(false)
  })
})

describe('the form of a giving file', () => {
  const field = { id: 'cnic', type: 'identity', label: { en: 'a', ur: 'ا' }, pattern: '\\d', example: '1' }
  it('is read where all of it is known', () => {
    expect(v.is(FormSchema, {})).toBe(true)
    expect(v.is(FormSchema, { tribute: true, contactRequired: { residence: 'home' }, fields: [field] })).toBe(
      true,
    )
  })
  it.each([
    ['a rule nobody knows', { moon: 1 }],
    ['a kind of field nobody knows', { fields: [{ ...field, type: 'fingerprint' }] }],
    ['a field with a rule nobody knows', { fields: [{ ...field, checksum: 'luhn' }] }],
    ['a condition nobody knows', { fields: [{ ...field, when: { moon: 'full' } }] }],
    // Its answer would not be in what the treasurer opens.
    ['a field called `prototype`', { fields: [{ ...field, id: 'prototype' }] }],
    ['a field called `constructor`', { fields: [{ ...field, id: 'constructor' }] }],
    ['a choice of one', { fields: [{ ...field, type: 'choice', options: [] }] }],
  ])('is not read with %s, though the giving file is', (_, form) => {
    expect(v.is(FormSchema, form)).toBe(false)
    expect(v.is(GivingSchema.entries.form, form)).toBe(true)
  })
})
