import { expect, it } from 'vitest'
import { providerFrom } from './settings.ts'

const whole = {
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  SADA_APP: 'https://sada.example',
}

it('is no provider without a key', () => {
  expect(providerFrom({})).toBeNull()
  expect(providerFrom({ ...whole, STRIPE_SECRET_KEY: ' ' })).toBeNull()
  expect(providerFrom(whole)?.name).toBe('stripe')
  expect(providerFrom({ ...whole, SADA_APP: 'http://127.0.0.1:8080/' })?.name).toBe('stripe')
})

it.each([
  ['no webhook secret', { STRIPE_WEBHOOK_SECRET: ' , ' }, /STRIPE_WEBHOOK_SECRET/],
  ['no address of the app', { SADA_APP: undefined }, /SADA_APP/],
  ['an address in clear', { SADA_APP: 'http://sada.example' }, /SADA_APP is no https address/],
  ['something else', { SADA_APP: 'sada' }, /SADA_APP/],
  ['another API in clear', { STRIPE_API: 'http://pay.example' }, /STRIPE_API/],
  ['a key with a line break', { STRIPE_SECRET_KEY: 'sk\nx: y' }, /STRIPE_SECRET_KEY/],
])('says what is missing with %s, and no secret', (_, change, says) => {
  const env = { ...whole, ...change }
  expect(() => providerFrom(env)).toThrow(says)
  try {
    providerFrom(env)
  } catch (error) {
    expect(String(error)).not.toMatch(/sk_test_1|whsec_1/)
  }
})
