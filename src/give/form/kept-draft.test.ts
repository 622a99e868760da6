import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../outbox/draft.ts'
import { richGiving, sampleGiving } from '../testing/edition.ts'
import { emptyDraft, fitDraft } from './draft-rules.ts'
import { keptDraft } from './kept-draft.ts'

const draft = fc.record<Draft>({
  currency: fc.constant('PKR'),
  preset: fc.constantFrom(null, 50_000, 150_000),
  ownAmount: fc.string(),
  commitment: fc.constantFrom('now', 'pledge', 'monthly'),
  due: fc.constantFrom('', '2024-02-29'),
  method: fc.constantFrom('bank-pkr', 'wallet-pkr'),
  residence: fc.constantFrom('home', 'overseas'),
  name: fc.string(),
  contact: fc.string(),
  message: fc.string({ unit: 'grapheme' }),
  anonymous: fc.boolean(),
  label: fc.string(),
  agreed: fc.constant([]),
  more: fc.record({
    coverFee: fc.boolean(),
    tribute: fc.constantFrom('honour', 'memory', undefined),
    tributeName: fc.string(),
    fields: fc.dictionary(fc.constantFrom('cnic', 'heard', 'country', 'gone'), fc.string()),
  }),
})

describe('a draft that is kept', () => {
  it('comes back as it was, but for identity numbers and fields nobody asks for', () =>
    fc.assert(
      fc.property(draft, (typed) => {
        const kept = structuredClone(keptDraft(typed, richGiving))
        const { cnic, gone, ...fields } = typed.more!.fields!
        expect(fitDraft(kept, richGiving)).toEqual({ ...typed, more: { ...typed.more, fields } })
      }),
    ))

  it('keeps no field of an edition that says nothing of its fields: it may be an identity number', () => {
    const typed = { ...emptyDraft(sampleGiving), more: { fields: { cnic: '1' } } }
    expect(keptDraft(typed, sampleGiving).more).toEqual({ fields: {} })
  })

  it('from before there were further fields still opens', () => {
    const old = emptyDraft(sampleGiving)
    expect(old.more).toBeUndefined()
    expect(fitDraft(old, richGiving)).toEqual(old)
    expect(keptDraft(old, richGiving)).toBe(old)
  })

  it('with a card is given another way: there may be no link when it is opened', () => {
    expect(fitDraft({ ...emptyDraft(richGiving), method: 'card-pkr' }, richGiving).method).toBe('bank-pkr')
  })
})
