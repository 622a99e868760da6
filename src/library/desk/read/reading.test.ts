// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeEach, expect, it, vi } from 'vitest'
import { cueAt } from '../listen/cues.ts'
import { keepInPlace } from './keep-in-place.ts'
import { fractionSeen } from './use-progress.ts'

beforeEach(() => void vi.stubGlobal('scrollBy', vi.fn()))

it('how much has been seen grows from nothing to all of it', () => {
  expect(fractionSeen({ top: 800, height: 2000 }, 700)).toBe(0)
  expect(fractionSeen({ top: -300, height: 2000 }, 700)).toBe(0.5)
  expect(fractionSeen({ top: -1400, height: 2000 }, 700)).toBe(1)
  expect(fractionSeen({ top: 0, height: 0 }, 700)).toBe(0)
})

/** A text of blocks one under the other, of which `scrolled` pixels lie above the screen. */
const textOf = (heights: number[], scrolled: number) => {
  let scale = 1
  const text = document.createElement('div')
  const inner = document.createElement('div')
  inner.className = 'library-text'
  text.append(inner)
  heights.forEach((height, index) => {
    const block = document.createElement('p')
    const above = heights.slice(0, index).reduce((sum, one) => sum + one, 0)
    block.getBoundingClientRect = () =>
      ({
        top: above * scale - scrolled,
        bottom: (above + height) * scale - scrolled,
        height: height * scale,
      }) as DOMRect
    inner.append(block)
  })
  return {
    text,
    resize(to: number) {
      scale = to
    },
  }
}

it('the line at the top of the screen stays there, whatever size the letters become', () => {
  const heights = fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      heights,
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.constantFrom(0.85, 1.2, 1.75),
      (list, read, to) => {
        const total = list.reduce((sum, one) => sum + one, 0)
        const { text, resize } = textOf(list, read * total)
        vi.mocked(scrollBy).mockClear()
        keepInPlace(text, () => resize(to))
        const by = vi.mocked(scrollBy).mock.calls[0]?.[1] as unknown as number
        // All blocks grow alike here, so the same fraction of the whole lies above.
        expect((read * total + by) / (total * to)).toBeCloseTo(read, 6)
      },
    ),
  )
})

it('a text that has not been begun stays at its beginning', () => {
  const { text, resize } = textOf([400, 400], -120)
  keepInPlace(text, () => resize(1.75))
  expect(scrollBy).not.toHaveBeenCalled()
})

it('the line spoken at a second is the last that has begun', () => {
  const starts = fc
    .uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 60 })
    .map((list) => list.sort((a, b) => a - b))
  fc.assert(
    fc.property(starts, fc.integer({ min: -5, max: 520 }), (list, at) => {
      const cues = list.map((one) => ({ starts: one }))
      expect(cueAt(cues, at)).toBe(list.filter((one) => one <= at).length - 1)
    }),
  )
})
