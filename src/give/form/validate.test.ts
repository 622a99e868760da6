import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../outbox/draft.ts'
import { sampleGiving } from '../testing/edition.ts'
import { emptyDraft, fitDraft, inCurrency } from './draft-rules.ts'
import { openRules } from './more/rules.ts'
import { addDays, dayOf, type Errors, type Valid, validate } from './validate.ts'

const today = '2024-01-07'
const rules = openRules(sampleGiving)!
const good: Draft = { ...emptyDraft(sampleGiving), preset: 150_000, agreed: ['own-funds'] }
const errorsOf = (patch: Partial<Draft>): Record<string, string> => {
  const result = validate({ ...good, ...patch }, sampleGiving, today, rules)
  return result instanceof Map ? Object.fromEntries(result) : {}
}
const giftOf = (patch: Partial<Draft>) => validate({ ...good, ...patch }, sampleGiving, today, rules) as Valid

describe('validate', () => {
  it('makes the donation of a good form, without what was left empty', () => {
    expect(giftOf({ name: '  Zari Gul ', message: ' ' })).toEqual({
      gift: { amount: { currency: 'PKR', minor: 150_000 }, commitment: 'now', method: 'bank-pkr' },
      details: { name: 'Zari Gul', anonymous: false, residence: 'home' },
    })
  })

  it.each<[Partial<Draft>, Record<string, string>]>([
    [{ preset: null }, { amount: 'amount-missing' }],
    [{ preset: null, ownAmount: 'many' }, { amount: 'amount-form' }],
    [{ preset: null, ownAmount: '1,50' }, { amount: 'amount-form' }],
    [{ preset: null, ownAmount: '99.99' }, { amount: 'amount-low' }],
    [{ preset: null, ownAmount: '1000000.01' }, { amount: 'amount-high' }],
    [{ preset: null, ownAmount: '۱۰۰' }, {}],
    [{ preset: null, ownAmount: '10,00,000' }, {}],
    [{ commitment: 'pledge' }, { due: 'due-missing' }],
    [{ commitment: 'pledge', due: '2024-01-06' }, { due: 'due-past' }],
    [{ commitment: 'pledge', due: '2024-01-07' }, {}],
    [{ commitment: 'pledge', due: '2024-04-06' }, {}],
    [{ commitment: 'pledge', due: '2024-04-07' }, { due: 'due-late' }],
    [{ method: 'bank-usd' }, { method: 'method' }],
    [{ message: 'ا'.repeat(1001) }, { message: 'too-long' }],
    [{ agreed: ['news'] }, { 'declaration-own-funds': 'declaration' }],
  ])('%j: %j', (patch, errors) => expect(errorsOf(patch)).toEqual(errors))

  it('leaves out the day of a pledge once it is no pledge any more', () => {
    expect(giftOf({ commitment: 'now', due: '2024-02-01' }).gift).not.toHaveProperty('due')
    expect(giftOf({ commitment: 'pledge', due: '2024-02-01' }).gift.due).toBe('2024-02-01')
  })

  it('names errors from top to bottom, so that the first gets the focus', () => {
    const errors = validate(
      { ...good, preset: null, commitment: 'pledge', method: '', agreed: [] },
      sampleGiving,
      today,
      rules,
    ) as Errors
    expect([...errors.keys()]).toEqual(['amount', 'due', 'method', 'declaration-own-funds'])
  })

  it('never lets an amount through that the gateway would refuse', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\d۰-۹,. ]{0,12}$/),
        fc.constantFrom('PKR', 'USD'),
        (ownAmount, currency) => {
          const draft = { ...inCurrency(good, currency, sampleGiving), ownAmount }
          const result = validate(draft, sampleGiving, today, rules)
          if (result instanceof Map) return
          const limits = sampleGiving.currencies.find(({ code }) => code === currency)!
          expect(result.gift.amount.currency).toBe(currency)
          expect(result.gift.amount.minor).toBeGreaterThanOrEqual(limits.minimum)
          expect(result.gift.amount.minor).toBeLessThanOrEqual(limits.maximum)
        },
      ),
    ))
})

describe('fitDraft', () => {
  it('keeps what was typed and chooses anew what is no longer offered', () => {
    const kept: Draft = { ...good, currency: 'EUR', method: 'bank-eur', preset: 777, name: 'Zari Gul' }
    expect(fitDraft(kept, sampleGiving)).toMatchObject({
      currency: 'PKR',
      method: 'bank-pkr',
      preset: null,
      name: 'Zari Gul',
      agreed: [],
    })
  })

  it('leaves a draft of this edition as it was, but asks for the declarations again', () => {
    expect(fitDraft(good, sampleGiving)).toEqual({ ...good, agreed: [] })
  })
})

describe('days', () => {
  it('count over months and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01')
  })

  it('are the phone’s own', () => expect(dayOf(new Date(2024, 0, 7, 23, 59).getTime())).toBe('2024-01-07'))
})
