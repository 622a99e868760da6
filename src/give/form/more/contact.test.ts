import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isContact } from './contact.ts'

describe('a contact', () => {
  it.each([
    'zari@example.org',
    'zari.gul+giving@mail.example.co.uk',
    'زری@مثال.پاکستان',
    '+92 300 1234567',
    '00923001234567',
    '0300-1234567',
    '(0300) 123 45 67',
    '۰۳۰۰ ۱۲۳۴۵۶۷',
    '+١ ٢٠٢ ٥٥٥ ٠١٠٠',
    '\u2067+92 300 1234567\u2069',
    '555-0100',
  ])('is %j', (text) => expect(isContact(text)).toBe(true))

  it.each([
    '',
    'Zari',
    'zari@',
    '@example.org',
    'zari@example',
    'zari @example.org',
    'a@b..org',
    '12345',
    '+',
    '0300 x 1234567',
    '1234567890123456',
  ])('is not %j', (text) => expect(isContact(text)).toBe(false))

  it('is any number E.164 allows, however it is spaced', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{6,14}$/),
        fc.constantFrom('', ' ', '-', '.'),
        fc.boolean(),
        (digits, gap, plus) => {
          const spaced = [...digits].map((digit, i) => (i % 3 === 2 ? digit + gap : digit)).join('')
          expect(isContact((plus ? '+' : '') + spaced)).toBe(true)
        },
      ),
    ))
})
