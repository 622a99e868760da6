import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueNow } from './due.ts'

const at = '2024-01-31T20:00:00.000Z'
const ms = (text: string) => Date.parse(text)
const gift = { amount: { currency: 'PKR', minor: 1000 }, fee: 30, commitment: 'now' as const }
const monthly = { ...gift, commitment: 'monthly' as const }

describe('what a donation is to be paid now', () => {
  it.each([
    ['all of it, with the fee', gift, 0, at, 1030],
    ['the rest', gift, 500, at, 530],
    ['nothing once it is paid', gift, 1030, at, null],
    ['nothing where more has come', gift, 2000, at, null],
    ['a pledge before its day', { ...gift, commitment: 'pledge' as const }, 0, at, 1030],
    ['all again after a refund', gift, -10, at, 1030],
    ['one month', monthly, 0, at, 1030],
    ['nothing more in the same month', monthly, 1030, at, null],
    ['one more from the first of the next', monthly, 1030, '2024-02-01T00:00:00Z', 1030],
    ['one month only, though two were left out', monthly, 1030, '2024-04-15T00:00:00Z', 1030],
    ['one month by a clock that was set back', monthly, 0, '2023-06-01T00:00:00Z', 1030],
  ])('%s', (_, donation, paid, now, minor) => {
    expect(dueNow(donation, at, paid, ms(now))).toEqual(minor === null ? null : { currency: 'PKR', minor })
  })

  it('is never more than one payment, and paying what is due settles all but a monthly one for good', () => {
    const amount = fc.integer({ min: 1, max: 10 ** 12 })
    const commitment = fc.constantFrom('now', 'pledge', 'monthly')
    fc.assert(
      fc.property(
        amount,
        fc.nat(10 ** 6),
        commitment,
        fc.nat(10 ** 12),
        fc.nat(900),
        (minor, fee, kind, paid, days) => {
          const donation = {
            amount: { currency: 'PKR', minor },
            ...(fee ? { fee } : {}),
            commitment: kind as 'now',
          }
          const now = ms(at) + days * 86_400_000
          const due = dueNow(donation, at, paid, now)
          if (!due) return
          expect(due.minor).toBeGreaterThan(0)
          expect(due.minor).toBeLessThanOrEqual(minor + fee)
          if (kind !== 'monthly') expect(dueNow(donation, at, paid + due.minor, now)).toBeNull()
        },
      ),
    )
  })
})
