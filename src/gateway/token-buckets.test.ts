import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTokenBuckets } from './token-buckets.ts'

describe('token buckets', () => {
  it('give the burst at once, then what time gives back, to each sender', () => {
    let now = 0
    const buckets = createTokenBuckets({ burst: 10, perSecond: 2 }, () => now)
    expect([buckets.take('a', 7), buckets.take('a', 7), buckets.take('a', 7)]).toEqual([7, 3, 0])
    expect(buckets.take('b', 4)).toBe(4)
    expect(buckets.wait('a', 4)).toBe(2)
    now = 2000
    expect([buckets.wait('a', 4), buckets.take('a', 7)]).toEqual([0, 4])
    now = 1_000_000
    expect(buckets.take('a', 50)).toBe(10)
    // Nobody is asked to wait for more than a bucket ever holds.
    expect(buckets.wait('a', 50)).toBe(5)
  })

  it('never give more than burst and time allow, whatever the clock does', () => {
    const step = fc.record({ wait: fc.integer({ min: -5000, max: 5000 }), wanted: fc.nat({ max: 30 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        let now = 0
        let [forward, taken] = [0, 0]
        const buckets = createTokenBuckets({ burst: 20, perSecond: 3 }, () => now)
        for (const { wait, wanted } of steps) {
          now += wait
          forward += Math.max(0, wait)
          taken += buckets.take('a', wanted)
        }
        expect(taken).toBeLessThanOrEqual(20 + (forward / 1000) * 3 + 1e-6)
      }),
    )
  })

  it('forget those not heard of longest', () => {
    const buckets = createTokenBuckets({ burst: 1, perSecond: 0.001 }, () => 0)
    buckets.take('first', 1)
    buckets.take('second', 1)
    buckets.take('first', 1)
    for (let i = 0; i < 99_999; i++) buckets.take(`other ${i}`, 1)
    expect([buckets.take('first', 1), buckets.take('second', 1)]).toEqual([0, 1])
  })
})
