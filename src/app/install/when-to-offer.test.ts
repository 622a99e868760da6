import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OfferFacts, whenToOffer } from './when-to-offer.ts'

const day = 24 * 3_600_000
const good: OfferFacts = {
  way: 'prompt',
  now: 100 * day,
  open: 61_000,
  visits: 2,
  used: true,
  busy: false,
  dismissed: [],
}

describe('the offer', () => {
  it.each<[string, Partial<OfferFacts>, number | null]>([
    ['after it has been useful', {}, 0],
    ['on a second visit with nothing opened', { used: false }, 0],
    ['on a first visit with something read', { visits: 1 }, 0],
    ['on a first visit with nothing opened', { visits: 1, used: false }, null],
    ['in the first minute', { open: 20_000 }, 40_000],
    ['while a broadcast plays or a form is open', { busy: true }, null],
    ['where it is installed', { way: 'installed' }, null],
    ['where there is nothing to tap', { way: 'menu' }, null],
    ['on an iPhone', { way: 'home-screen' }, 0],
    ['29 days after "not now"', { dismissed: [71 * day + 1] }, null],
    ['30 days after "not now"', { dismissed: [70 * day] }, 0],
    ['ever again after "not now" twice', { dismissed: [1, 2] }, null],
    ['inside another app, on arriving', { way: 'in-app', open: 0, visits: 1, used: false }, 0],
    ['inside another app, after "not now"', { way: 'in-app', dismissed: [99 * day] }, null],
  ])('%s: %o', (_, change, wait) => expect(whenToOffer({ ...good, ...change })).toBe(wait))

  it('is made after the wait it names, and never nags', () => {
    const facts = fc.record<OfferFacts>({
      way: fc.constantFrom('installed', 'in-app', 'prompt', 'home-screen', 'menu'),
      now: fc.integer({ min: 0, max: 200 * day }),
      open: fc.integer({ min: 0, max: 2 * day }),
      visits: fc.integer({ min: 1, max: 5 }),
      used: fc.boolean(),
      busy: fc.boolean(),
      dismissed: fc.array(fc.integer({ min: 0, max: 100 * day }), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(facts, (one) => {
        const wait = whenToOffer(one)
        if (wait === null) return
        expect(one.dismissed.length).toBeLessThan(2)
        expect(one.busy).toBe(false)
        expect(whenToOffer({ ...one, open: one.open + wait, now: one.now + wait })).toBe(0)
        if (one.way !== 'in-app') expect(one.open + wait).toBeGreaterThanOrEqual(60_000)
      }),
    )
  })
})
