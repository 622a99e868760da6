import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { commitments } from './commitment.ts'
import { type Chosen, holds, isRequired, type When, WhenSchema } from './when.ts'

const chosen: Chosen = {
  residence: 'home',
  commitment: 'now',
  currency: 'PKR',
  method: 'bank',
  minor: 150_000,
}
const anyChosen = fc.record<Chosen>({
  residence: fc.constantFrom('home', 'overseas'),
  commitment: fc.constantFrom(...commitments),
  currency: fc.constantFrom('PKR', 'USD', 'KWD'),
  method: fc.constantFrom('bank', 'wallet'),
  minor: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
})
const anyWhen = fc.record<When>(
  {
    residence: fc.constantFrom('home', 'overseas'),
    commitment: fc.uniqueArray(fc.constantFrom(...commitments), { minLength: 1 }),
    currency: fc.uniqueArray(fc.constantFrom('PKR', 'USD', 'KWD'), { minLength: 1 }),
    method: fc.uniqueArray(fc.constantFrom('bank', 'wallet'), { minLength: 1 }),
    from: fc.dictionary(fc.constantFrom('PKR', 'USD'), fc.integer({ min: 1, max: 1_000_000 })),
  },
  { requiredKeys: [] },
)

describe('a condition', () => {
  it.each<[When | undefined, boolean]>([
    [undefined, true],
    [{}, true],
    [{ residence: 'home' }, true],
    [{ residence: 'overseas' }, false],
    [{ commitment: ['pledge', 'now'] }, true],
    [{ commitment: ['monthly'] }, false],
    [{ currency: ['USD'] }, false],
    [{ method: ['wallet'] }, false],
    [{ from: { PKR: 150_000 } }, true],
    [{ from: { PKR: 150_001 } }, false],
    [{ from: { USD: 1 } }, false],
    [{ from: {} }, false],
    [{ residence: 'home', from: { PKR: 150_001 } }, false],
  ])('%j is %s', (when, expected) => expect(holds(when, chosen)).toBe(expected))

  it('on an amount does not hold before one is chosen', () =>
    expect(holds({ from: { PKR: 1 } }, { ...chosen, minor: null })).toBe(false))

  it('holds only where each of its parts does, alone', () =>
    fc.assert(
      fc.property(anyWhen, anyChosen, (when, facts) => {
        const parts = Object.entries(when).map(([name, part]) => holds({ [name]: part } as When, facts))
        expect(holds(when, facts)).toBe(parts.every(Boolean))
      }),
    ))

  it('keeps holding as the amount rises', () =>
    fc.assert(
      fc.property(anyWhen, anyChosen, fc.nat(1_000_000), (when, facts, more) => {
        if (facts.minor === null || !holds(when, facts)) return
        expect(holds(when, { ...facts, minor: facts.minor + more })).toBe(true)
      }),
    ))

  it('of a newer edition is refused, not taken for none', () => {
    expect(v.is(WhenSchema, { residence: 'home' })).toBe(true)
    expect(v.is(WhenSchema, { residence: 'home', phaseOfMoon: 'full' })).toBe(false)
  })

  it('may stand for yes and no', () => {
    expect(isRequired(true, chosen)).toBe(true)
    expect(isRequired(undefined, chosen)).toBe(false)
    expect(isRequired({ residence: 'home' }, chosen)).toBe(true)
    expect(isRequired({ residence: 'overseas' }, chosen)).toBe(false)
  })
})
