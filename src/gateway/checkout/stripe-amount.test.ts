import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromStripe, toStripe } from './stripe-amount.ts'

it.each([
  ['PKR', 150_000, 150_000],
  ['USD', 2050, 2050],
  ['JPY', 500, 500],
  ['ISK', 5, 500],
  ['MGA', 500, 5],
  ['KWD', 5120, 5120],
])('%s %i is %i of Stripe’s units', (currency, minor, units) => {
  expect(toStripe({ currency, minor })).toBe(units)
  expect(fromStripe(units, currency.toLowerCase())).toEqual({ currency, minor })
})

it.each([
  ['KWD', 5124],
  ['MGA', 150],
  ['UGX', 500],
  ['CLF', 10_000],
  ['PKR', 0],
])('asks for no other amount where %s %i cannot be asked for', (currency, minor) => {
  expect(toStripe({ currency, minor })).toBeNull()
})

it.each([
  [0, 'pkr'],
  [1, 'isk'],
  [100, ''],
  [100, 'dollars'],
  [1.5, 'usd'],
  [Number.MAX_SAFE_INTEGER, 'mga'],
])('reads no money out of %d %s', (units, code) => {
  expect(fromStripe(units, code)).toBeNull()
})

it('comes back as what it was', () => {
  const currency = fc.constantFrom('PKR', 'USD', 'EUR', 'JPY', 'ISK', 'MGA', 'KWD', 'HUF', 'UGX', 'UYW')
  fc.assert(
    fc.property(currency, fc.integer({ min: 1, max: 2 ** 40 }), (code, minor) => {
      const units = toStripe({ currency: code, minor })
      fc.pre(units !== null)
      expect(fromStripe(units as number, code.toLowerCase())).toEqual({ currency: code, minor })
    }),
  )
})
