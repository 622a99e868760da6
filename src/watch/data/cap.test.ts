import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold } from '../../shared/find/fold.ts'
import { capStep, raisedCap, readCap } from './cap.ts'

const bytes = fc.integer({ min: 0, max: 1e12 })
const order = { free: 0, near: 1, reached: 2 }

it('without a limit nothing is near', () => {
  fc.assert(fc.property(bytes, (used) => capStep({ cap: null, used }) === 'free'))
})

it('steps down before it asks, whatever the limit, and never back while more is used', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1e6, max: 1e12 }), bytes, bytes, (cap, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      expect(order[capStep({ cap, used: less })]).toBeLessThanOrEqual(order[capStep({ cap, used: more })])
      expect(capStep({ cap, used: cap })).toBe('reached')
      expect(capStep({ cap, used: cap - 1 })).toBe('near')
      expect(capStep({ cap, used: 0 })).toBe('free')
    }),
  )
})

it('a raised limit is a free one, in whole MB', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1e6, max: 1e11 }), fc.integer({ min: 0, max: 1e11 }), (cap, over) => {
      const use = { cap, used: cap + over }
      const raised = raisedCap(use)
      expect(raised % 1e6).toBe(0)
      expect(raised).toBeGreaterThan(cap)
      expect(capStep({ cap: raised, used: use.used })).toBe('free')
    }),
  )
})

it('reads what is typed in either script, and refuses what is no size', () => {
  const read = (text: string) => readCap(fold(text).text)
  expect(read('50')).toBe(50e6)
  expect(read('۵۰')).toBe(50e6)
  expect(read(' 75 MB ')).toBe(75e6)
  expect(['', '0', '-', 'much', '1e9', '99999999'].map(read)).toEqual([null, null, null, null, null, null])
})
