import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groups, type Manifest, type ManifestFile } from '../shared/manifest.ts'
import { planImport } from './import-plan.ts'

const file = fc.record({
  path: fc.string({ minLength: 1 }),
  type: fc.constant('text/plain'),
  bytes: fc.integer({ min: 1, max: 1_000_000 }),
  sha256: fc.integer({ min: 0, max: 40 }).map(String),
  group: fc.constantFrom(...groups),
})
const planOf = (files: ManifestFile[], held: Set<string>) =>
  planImport({ files } as unknown as Manifest, held)

describe('planImport', () => {
  it('fetches each different missing file once and none that is held', () => {
    fc.assert(
      fc.property(fc.array(file), fc.array(fc.integer({ min: 0, max: 40 }).map(String)), (files, kept) => {
        const held = new Set(kept)
        const { index, words, media } = planOf(files, held)
        const planned = [...index, ...words, ...media].map(({ sha256 }) => sha256)
        const wanted = new Set(files.map(({ sha256 }) => sha256).filter((sha256) => !held.has(sha256)))
        expect(planned.length).toBe(new Set(planned).size)
        expect(new Set(planned)).toEqual(wanted)
      }),
    )
  })

  it('orders words before pictures before sound before film', () => {
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const { index, words, media } = planOf(files, new Set())
        const order = [...index, ...words, ...media].map(({ group }) => groups.indexOf(group))
        expect(order).toEqual([...order].sort((a, b) => a - b))
        expect(media.every(({ group }) => group !== 'index' && group !== 'text')).toBe(true)
      }),
    )
  })

  it('counts what is held and what there is, in the same unit', () => {
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const { total, held, index, words, media } = planOf(files, new Set(['1', '2', '3']))
        const missing = [...index, ...words, ...media]
        expect(held.items + missing.length).toBe(total.items)
        expect(held.bytes + missing.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(total.bytes)
      }),
    )
  })
})
