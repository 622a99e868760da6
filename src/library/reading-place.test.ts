import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fractionRead, scrollFor } from './reading-place.ts'

describe('the place in a text', () => {
  it('is the fraction above the top of the screen', () => {
    expect(fractionRead({ top: -500, height: 2000 }, 700)).toBe(0.25)
  })

  it('is the beginning for a text that fits the screen, is hardly begun, or is read to the end', () => {
    expect(fractionRead({ top: -10, height: 600 }, 700)).toBe(0)
    expect(fractionRead({ top: -20, height: 2000 }, 700)).toBe(0)
    expect(fractionRead({ top: 100, height: 2000 }, 700)).toBe(0)
    expect(fractionRead({ top: -1300, height: 2000 }, 700)).toBe(0)
  })

  it('is found again, whatever the size of the letters has become', () => {
    const box = fc.record({
      top: fc.integer({ min: -50_000, max: 0 }),
      height: fc.integer({ min: 800, max: 60_000 }),
    })
    fc.assert(
      fc.property(box, fc.integer({ min: 800, max: 60_000 }), (left, height) => {
        const fraction = fractionRead(left, 700)
        const top = 120
        const after = top - scrollFor({ top, height }, fraction)
        expect(-after / height).toBeCloseTo(fraction)
      }),
    )
  })
})
