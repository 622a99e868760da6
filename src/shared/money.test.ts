import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponent, formatMoney, lakhMark, parseAmount, payable, toDecimal } from './money.ts'

const currency = fc.constantFrom('PKR', 'USD', 'JPY', 'BHD', 'CLF')
const minor = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

describe('exponent', () => {
  it.each([
    ['PKR', 2],
    ['USD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['UGX', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i decimals by ISO 4217', (code, places) => expect(exponent(code)).toBe(places))
})

describe('parseAmount', () => {
  it.each([
    ['1500', 150_000],
    ['1,500', 150_000],
    ['1 500', 150_000],
    ['15,00,000', 150_000_000],
    ['1,500,000.5', 150_000_050],
    ['۱۵۰۰', 150_000],
    ['١٬٥٠٠٫٢٥', 150_025],
    ['۱،۵۰۰', 150_000],
    ['\u2067 1,500 \u2069', 150_000],
    ['0.01', 1],
    ['5.', 500],
    ['007', 700],
  ])('reads %s as %i paisa', (typed, expected) => expect(parseAmount(typed, 'PKR')).toBe(expected))

  it.each([
    '',
    '0',
    '0.00',
    '-5',
    '+5',
    '1e3',
    '1,50',
    '1,5',
    ',500',
    '1,,500',
    '1.500',
    '1.2.3',
    'ten',
    '5 %',
    '0x10',
    '90071992547409.93',
  ])('refuses %j', (typed) => expect(parseAmount(typed, 'PKR')).toBeNull())

  it('knows how many decimals a currency takes', () => {
    expect(parseAmount('1.5', 'JPY')).toBeNull()
    expect(parseAmount('1.500', 'BHD')).toBe(1500)
  })

  it('reads back every decimal string it writes', () =>
    fc.assert(
      fc.property(currency, minor, (code, amount) => {
        expect(parseAmount(toDecimal({ currency: code, minor: amount }), code)).toBe(amount)
      }),
    ))

  it('gives a positive safe integer or null, whatever is typed', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), currency, (typed, code) => {
        const parsed = parseAmount(typed, code)
        expect(parsed === null || (Number.isSafeInteger(parsed) && parsed > 0)).toBe(true)
      }),
    ))
})

describe('toDecimal', () => {
  it.each([
    ['PKR', 5, '0.05'],
    ['PKR', 150_050, '1500.50'],
    ['JPY', 1500, '1500'],
    ['KWD', 1, '0.001'],
  ])('writes %s %i as %s', (code, amount, text) =>
    expect(toDecimal({ currency: code, minor: amount })).toBe(text),
  )
})

/** Only digits, grouping and the decimal mark. */
const figures = (text: string) => text.replace(/[^\d.,]/g, '')

describe('formatMoney', () => {
  it.each(['en-PK', 'ur-PK-u-nu-latn'])('shows decimals only where there are any (%s)', (locale) => {
    expect(figures(formatMoney({ currency: 'PKR', minor: 150_000 }, locale))).toBe('1,500')
    expect(figures(formatMoney({ currency: 'PKR', minor: 150_050 }, locale))).toBe('1,500.50')
    expect(figures(formatMoney({ currency: 'USD', minor: 2000 }, locale))).toBe('20')
    expect(figures(formatMoney({ currency: 'USD', minor: 2050 }, locale))).toBe('20.50')
  })

  it('names the currency shortly', () => {
    expect(formatMoney({ currency: 'PKR', minor: 150_000 }, 'en-PK')).toMatch(/^Rs\s?1,500$/)
    expect(formatMoney({ currency: 'USD', minor: 2050 }, 'en-PK')).toBe('$20.50')
    expect(formatMoney({ currency: 'PKR', minor: 150_000 }, 'ur-PK-u-nu-latn')).toContain('Rs')
  })

  it.each(['en-PK', 'ur-PK-u-nu-latn'])('groups by lakh and crore where that is preferred (%s)', (locale) => {
    const shown = (minor: number) => formatMoney({ currency: 'PKR', minor }, locale + lakhMark)
    expect(figures(shown(150_000_000))).toBe('15,00,000')
    expect(figures(shown(15_000_000_050))).toBe('15,00,00,000.50')
    expect(shown(150_000)).toBe(formatMoney({ currency: 'PKR', minor: 150_000 }, 'en-PK'))
  })

  it.each([
    ['JPY', 1500, '1,500'],
    ['KWD', 1_500_000, '1,500'],
    ['KWD', 1_500_001, '1,500.001'],
    ['CLF', 15_000_001, '1,500.0001'],
  ])('knows the decimals of %s', (currency, minor, text) =>
    expect(figures(formatMoney({ currency, minor }, 'en-PK'))).toBe(text),
  )

  it('never loses a minor unit, however large the amount', () =>
    fc.assert(
      fc.property(currency, minor, (code, amount) => {
        for (const locale of ['en-PK', `en-PK${lakhMark}`]) {
          const shown = figures(formatMoney({ currency: code, minor: amount }, locale))
          expect(parseAmount(shown, code)).toBe(amount)
        }
      }),
    ))
})

describe('what is to be paid', () => {
  const amount = { currency: 'PKR', minor: 150_000 }
  it('is the amount and the fee, where there is one', () => {
    expect(payable({ amount })).toEqual(amount)
    expect(payable({ amount, fee: 2792 })).toEqual({ currency: 'PKR', minor: 152_792 })
  })
})
