import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Picture } from './content.ts'
import { everySight, type Sight, variantToKeep, variantToShare } from './picture.ts'

const types = ['image/avif', 'image/webp', 'image/jpeg', 'image/png', 'image/of-tomorrow']
const variantOf = (type: string, width: number) => ({
  path: `p.${width}.${type.slice(6)}`,
  type,
  width,
  height: width,
})
const picture: Picture = {
  variants: [
    ...['image/avif', 'image/webp', 'image/jpeg'].map((type) => variantOf(type, 480)),
    ...['image/avif', 'image/webp'].map((type) => variantOf(type, 960)),
  ],
}
const kept = (sight: Sight, ...at: string[][]) =>
  variantToKeep(picture, sight, ...at.map((paths) => (path: string) => paths.includes(path))).path

describe('the one variant a phone keeps', () => {
  it('is the leanest it can show, in the size its screen can use', () => {
    expect(kept({ types, pixels: 720 })).toBe('p.960.avif')
    expect(kept({ types, pixels: 480 })).toBe('p.480.avif')
    expect(kept({ types, pixels: 0 })).toBe('p.480.avif')
    expect(kept(everySight)).toBe('p.960.avif')
    expect(kept({ types: ['image/webp', 'image/jpeg'], pixels: 720 })).toBe('p.960.webp')
    expect(kept({ types: ['image/jpeg'], pixels: 720 })).toBe('p.480.jpeg')
  })
  it('is one it holds or is offered, rather than one it would have to fetch', () => {
    const sight = { types, pixels: 960 }
    expect(kept(sight, ['p.480.webp'])).toBe('p.480.webp')
    expect(kept(sight, [], ['p.480.jpeg', 'p.960.webp'])).toBe('p.960.webp')
    expect(kept(sight, ['p.480.jpeg'], ['p.960.webp'])).toBe('p.480.jpeg')
    // What is held and cannot be shown is no use.
    expect(kept({ types: ['image/webp'], pixels: 960 }, ['p.960.avif'])).toBe('p.960.webp')
  })
  it('is always one of them, and one that can be shown where there is any', () => {
    const variants = fc.uniqueArray(fc.tuple(fc.constantFrom(...types), fc.integer({ min: 1, max: 4000 })), {
      minLength: 1,
      maxLength: 8,
      selector: String,
    })
    const sight = fc.record({ types: fc.subarray(types), pixels: fc.integer({ min: 0, max: 5000 }) })
    fc.assert(
      fc.property(variants, sight, fc.func(fc.boolean()), (all, seen, at) => {
        const some = { variants: all.map(([type, width]) => variantOf(type, width)) }
        const found = variantToKeep(some, seen, at)
        expect(some.variants).toContain(found)
        const shown = some.variants.filter(({ type }) => seen.types.includes(type))
        if (shown.length === 0) return
        expect(shown).toContain(found)
        const candidates = shown.some(({ path }) => at(path)) ? shown.filter(({ path }) => at(path)) : shown
        const widths = candidates.map(({ width }) => width)
        // Wide enough where any is, and no wider than it takes.
        expect(found.width).toBe(
          Math.min(...widths.filter((width) => width >= seen.pixels), Number.POSITIVE_INFINITY) ===
            Number.POSITIVE_INFINITY
            ? Math.max(...widths)
            : Math.min(...widths.filter((width) => width >= seen.pixels)),
        )
      }),
    )
  })
})

describe('the one variant that is passed on', () => {
  it('can be shown by most, in its largest size', () => {
    const share = (...paths: string[]) => variantToShare(picture, (path) => paths.includes(path))?.path
    expect(variantToShare(picture, () => true)?.path).toBe('p.960.webp')
    expect(share('p.960.avif', 'p.480.jpeg')).toBe('p.480.jpeg')
    expect(share('p.480.avif', 'p.960.avif')).toBe('p.960.avif')
    expect(share()).toBeUndefined()
  })
})
