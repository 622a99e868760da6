import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff, isRetryable, retryAfter } from './retry.ts'

const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoff', () => {
  it('draws from nothing to a ceiling that doubles with every failed try and stops at the cap', () =>
    fc.assert(
      fc.property(fc.nat({ max: 2000 }), uniform, (attempt, r) => {
        const wait = backoff(attempt, () => r)
        expect(Number.isInteger(wait)).toBe(true)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThan(Math.min(60_000, 1000 * 2 ** attempt))
      }),
    ))

  it('uses the whole range (full jitter)', () => {
    expect(backoff(3, () => 0)).toBe(0)
    expect(backoff(3, () => 0.999_999)).toBe(7999)
  })
})

describe('retryAfter', () => {
  const now = Date.parse('2024-01-07T16:00:00Z')
  it.each([
    [null, null],
    ['120', 120_000],
    ['0', 0],
    ['Sun, 07 Jan 2024 16:00:30 GMT', 30_000],
    ['Sun, 07 Jan 2024 15:00:00 GMT', 0],
    ['soon', null],
  ])('reads %j as %j ms', (header, ms) => expect(retryAfter(header, now)).toBe(ms))
})

describe('isRetryable', () => {
  it('is exactly what DESIGN.md lists', () => {
    const again = Array.from({ length: 500 }, (_, i) => i + 100).filter(isRetryable)
    expect(again.filter((status) => status < 500)).toEqual([408, 409, 425, 429])
    expect(again.filter((status) => status >= 500)).toHaveLength(100)
  })
})
