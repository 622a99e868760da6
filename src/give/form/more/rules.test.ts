import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Giving } from '../../../shared/giving.ts'
import type { Draft } from '../../outbox/draft.ts'
import { richGiving, sampleGiving } from '../../testing/edition.ts'
import { emptyDraft } from '../draft-rules.ts'
import { openRules } from './rules.ts'

const rules = openRules(richGiving)!
const good: Draft = { ...emptyDraft(richGiving), preset: 150_000 }
const errorsOf = (patch: Partial<Draft>) => Object.fromEntries(rules.errors({ ...good, ...patch }))
const big = { preset: 500_000 }
const cnic = (typed: string): Partial<Draft> => ({ ...big, more: { fields: { cnic: typed } } })

describe('what a form asks', () => {
  it.each<[string, Partial<Draft>, Record<string, string>]>([
    ['nothing of a small gift at home', {}, {}],
    ['a number from an amount on', big, { 'field-cnic': 'field-missing' }],
    ['the number in its form', cnic('12345'), { 'field-cnic': 'field-form' }],
    ['the number with its hyphens', cnic('12345-1234567-1'), {}],
    ['the number in Urdu digits', cnic('۱۲۳۴۵ ۱۲۳۴۵۶۷ ۱'), {}],
    ['no such number overseas', { ...big, residence: 'overseas' }, {}],
    [
      'a country of a large gift from overseas',
      { currency: 'USD', method: 'bank-usd', preset: 5000, residence: 'overseas' },
      { 'field-country': 'field-missing' },
    ],
    [
      'one of the countries',
      {
        currency: 'USD',
        method: 'bank-usd',
        preset: 5000,
        residence: 'overseas',
        more: { fields: { country: 'xx' } },
      },
      { 'field-country': 'field-missing' },
    ],
    ['no endless answer', { more: { fields: { heard: 'x'.repeat(201) } } }, { 'field-heard': 'too-long' }],
    ['a contact of who gives every month', { commitment: 'monthly' }, { contact: 'contact-missing' }],
    ['a contact that is one', { contact: 'Zari' }, { contact: 'contact-form' }],
    [
      'a name of who is honoured',
      { more: { tribute: 'honour', tributeName: ' ' } },
      { tribute: 'tribute-missing' },
    ],
    [
      'no endless name',
      { more: { tribute: 'memory', tributeName: 'x'.repeat(121) } },
      { tribute: 'too-long' },
    ],
  ])('is %s', (_, patch, errors) => expect(errorsOf(patch)).toEqual(errors))

  it('stands in the order of the form', () =>
    expect(Object.keys(errorsOf({ ...big, commitment: 'monthly', more: { tribute: 'honour' } }))).toEqual([
      'contact',
      'field-cnic',
      'tribute',
    ]))

  it('declares what the residence wants', () => {
    const ids = (residence: Draft['residence']) =>
      rules.declarations({ ...good, residence }).map(({ id }) => id)
    expect(ids('home')).toEqual(['own-funds', 'news'])
    expect(ids('overseas')).toEqual(['own-funds', 'news', 'citizen'])
  })

  it('is sealed plain and trimmed, and nothing that was not asked is', () => {
    const fields = { cnic: '12345-1234567-1', heard: ' from a friend ', country: 'ae', stranger: 'x' }
    const more = { fields, tribute: 'memory', tributeName: ' Nana ' } as const
    expect(rules.details({ ...good, ...big, more })).toEqual({
      tribute: { kind: 'memory', name: 'Nana' },
      fields: { cnic: '1234512345671', heard: 'from a friend' },
    })
    expect(rules.details({ ...good, residence: 'overseas', more: { fields } })).toEqual({
      fields: { country: 'ae', heard: 'from a friend' },
    })
    expect(rules.details(good)).toEqual({})
  })

  it('never lets a required answer be missing, and never asks again for one that is there', () =>
    fc.assert(
      fc.property(
        fc.record({
          residence: fc.constantFrom('home' as const, 'overseas' as const),
          commitment: fc.constantFrom('now' as const, 'pledge' as const, 'monthly' as const),
          preset: fc.constantFrom(50_000, 500_000),
          contact: fc.constantFrom('', '+923001234567'),
          more: fc.record({
            fields: fc.dictionary(
              fc.constantFrom('cnic', 'country', 'heard'),
              fc.constantFrom('', '12345-1234567-1', 'ae'),
            ),
          }),
        }),
        (patch) => {
          const draft: Draft = { ...good, ...patch }
          const errors = rules.errors(draft)
          const answers = rules.details(draft).fields ?? {}
          for (const field of rules.asked(draft))
            expect(errors.get(`field-${field.id}`) === 'field-missing').toBe(
              rules.required(field, draft) && answers[field.id] === undefined,
            )
          for (const id of Object.keys(answers))
            expect(rules.asked(draft).some((field) => field.id === id)).toBe(true)
        },
      ),
    ))
})

describe('the fee', () => {
  const wallet = { ...good, method: 'wallet-pkr' }
  it('is added where it is covered', () => {
    expect(rules.fee({ ...wallet, more: { coverFee: true } })).toBe(2792)
    expect(rules.fee(wallet)).toBe(0)
    expect(rules.fee({ ...good, more: { coverFee: true } })).toBe(0)
    expect(rules.fee({ ...wallet, preset: null, more: { coverFee: true } })).toBe(0)
  })
})

describe('a form of a newer edition', () => {
  const { form } = richGiving
  it.each<[string, Partial<Giving>]>([
    ['a rule nobody knows', { form: { ...form, moon: 'full' } }],
    ['a kind of field nobody knows', { form: { fields: [{ id: 'x', type: 'fingerprint', label: {} }] } }],
    [
      'a declaration on a condition nobody knows',
      { declarations: richGiving.declarations.map((one) => ({ ...one, when: { moon: 'full' } })) },
    ],
  ])('with %s is not opened', (_, change) => expect(openRules({ ...richGiving, ...change })).toBeNull())

  it('is opened where there is none, as before', () => {
    const plain = openRules(sampleGiving)!
    expect(plain.errors({ ...good, contact: '' }).size).toBe(0)
    expect(plain.asked(good)).toEqual([])
    expect(plain.details({ ...good, more: { tribute: 'honour', tributeName: 'x' } })).toEqual({})
  })
})
