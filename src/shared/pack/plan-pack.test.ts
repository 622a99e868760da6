import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeEdition, newKeys, type TestEdition } from '../../packs/test-edition.ts'
import { type Bytes, fromUtf8 } from '../bytes.ts'
import type { Content } from '../content.ts'
import { bytesSource } from './byte-source.ts'
import { pageBytes } from './carrier-page.ts'
import { editionParts } from './edition-pack.ts'
import { type PackEdition, type PackPlan, planPack, planWithin } from './plan-pack.ts'
import { drain } from './testing.ts'
import { writePack } from './write-pack.ts'

let made: TestEdition
let edition: PackEdition
beforeAll(async () => {
  made = await makeEdition(await newKeys(), 4)
  const bytesOf = (path: string): Bytes => made.files.get(path)!
  edition = {
    manifest: made.manifest,
    content: JSON.parse(fromUtf8(bytesOf('content.json'))) as Content,
    giving: null,
    signed: { manifest: bytesOf('manifest.json'), signature: bytesOf('manifest.sig') },
    has: (path) => made.files.has(path),
    text: async (path) => fromUtf8(bytesOf(path)),
  }
})
const everything = {
  items: new Set(['one', 'speech']),
  languages: new Set(['en', 'ur'] as const),
  groups: new Set(['text', 'image', 'audio', 'video'] as const),
}
const written = async ({ page, files }: PackPlan): Promise<number> => {
  const prefix = await pageBytes(page, async ({ path }) => made.files.get(path)!)
  const sources = files.map((file) => ({ file, source: bytesSource(made.files.get(file.path)!) }))
  return (await drain(writePack(editionParts(prefix, edition.signed, sources)))).length
}

describe('a plan within a size', () => {
  it('is never larger, is as large as it says, and leaves out only what does not fit', async () => {
    const whole = await planPack(edition, everything)
    const least = (await planWithin(edition, everything, 0)).plan
    expect(least.files.map(({ group }) => group)).toEqual(['index', 'index', 'index'])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: least.size, max: whole.size + 10 }), async (most) => {
        const { plan, left } = await planWithin(edition, everything, most)
        expect(plan.size).toBeLessThanOrEqual(most)
        expect(await written(plan)).toBe(plan.size)
        expect([...plan.files, ...left].map(({ path }) => path).sort()).toEqual(
          whole.files.map(({ path }) => path).sort(),
        )
        if (most >= whole.size) expect(plan).toEqual(whole)
        else expect(left.length).toBeGreaterThan(0)
        for (const file of left)
          expect(plan.size + file.bytes).toBeGreaterThan(most - whole.size + least.size)
      }),
      { numRuns: 60 },
    )
  })

  it('puts words in before sound', async () => {
    const whole = await planPack(edition, everything)
    const { left } = await planWithin(edition, everything, whole.size - 1)
    expect(left.map(({ group }) => group)).toEqual(['audio'])
  })
})
