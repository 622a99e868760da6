import { beforeAll, describe, expect, it } from 'vitest'
import { unkeptVariants } from '../../shared/kept-pictures.ts'
import { everySight, type Sight, variantToKeep } from '../../shared/picture.ts'
import type { BuiltEdition } from '../edition/build-edition.ts'
import { buildEdition } from '../edition/build-edition.ts'
import { readSource, type Source } from '../edition/read-source.ts'
import { readEditionKeys } from '../keys/key-files.ts'
import { demoKeys, demoSource } from '../testing/source.ts'

let source: Source
let edition: BuiltEdition
beforeAll(async () => {
  const keys = await readEditionKeys(demoKeys)
  source = await readSource(demoSource, keys)
  edition = await buildEdition(source, keys)
})
const ofKind = (kind: string) => source.content.items.filter((item) => item.kind === kind)
/** What a phone fetches of these groups: of each picture one variant. */
const bytes = (sight: Sight, ...groups: string[]): number => {
  const spared = unkeptVariants(source.content, (picture) => variantToKeep(picture, sight))
  return edition.manifest.files
    .filter(({ group, path }) => groups.includes(group) && !spared.has(path))
    .reduce((sum, file) => sum + file.bytes, 0)
}

/** Every `{en, ur}` in a value. */
const localized = (value: unknown): { en: string; ur: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  const found = Object.values(value).flatMap(localized)
  return 'en' in value && 'ur' in value ? [value as { en: string; ur: string }, ...found] : found
}

describe('the demo edition', () => {
  it('holds all an evening needs', () => {
    expect(ofKind('chapter').length).toBeGreaterThanOrEqual(6)
    expect(ofKind('speech')).toHaveLength(4)
    expect(ofKind('slideshow')[0]?.slides).toHaveLength(6)
    expect(ofKind('song')).toHaveLength(1)
    expect(ofKind('documentary')).toHaveLength(1)
    expect(ofKind('notice').length).toBeGreaterThanOrEqual(1)
    expect(source.content.programme.length).toBeGreaterThanOrEqual(8)
    expect(source.giving.currencies.map(({ code }) => code)).toEqual(['PKR', 'USD', 'EUR'])
  })
  it('says everything in both languages, and never the same in both', () => {
    const texts = localized({ content: source.content, giving: source.giving })
    expect(texts.length).toBeGreaterThan(60)
    for (const { en, ur } of texts) {
      expect(ur).not.toBe(en)
      // Paths of files have no Urdu in them.
      if (!/^items\//.test(ur)) expect(ur).toMatch(/[\u0600-\u06ff]/)
    }
    for (const { text } of source.content.items.filter((item) => item.text)) {
      const [en, ur] = [text?.en, text?.ur].map((path) =>
        new TextDecoder().decode(source.files.get(path ?? '')),
      )
      expect(en).toMatch(/[a-z]{3}/)
      expect(ur).toMatch(/[\u0600-\u06ff]{3}/)
    }
  })
  it('lets every speech be read, heard and followed, and breaks one off where its last words end', () => {
    for (const { audio, text, speaker } of ofKind('speech'))
      expect([audio?.captions, text, speaker]).not.toContain(undefined)
    const cut = source.content.items.filter((item) => item.cutAt !== undefined)
    expect(cut.map(({ id }) => id)).toEqual(['chairs-address'])
    const [{ cutAt = 0, audio } = {}] = cut
    const captions = new TextDecoder().decode(source.files.get(audio?.captions?.en ?? ''))
    const [minutes = 0, seconds = 0] =
      captions
        .match(/--> (\d+):([\d.]+)\n.*\n*$/)
        ?.slice(1)
        .map(Number) ?? []
    expect(cutAt).toBeCloseTo(minutes * 60 + seconds, 1)
    expect(audio?.seconds).toBeGreaterThan(cutAt)
  })
  it('is small enough for a bad link: words in 82 KB, all of it in 2 MB', () => {
    // 2 KB of it are what the form asks and of whom.
    expect(bytes(everySight, 'index', 'text')).toBeLessThan(82_000)
    const old: Sight = { types: ['image/jpeg', 'image/png'], pixels: 960 }
    for (const sight of [everySight, { types: ['image/webp'], pixels: 720 }, old])
      expect(bytes(sight, 'image')).toBeLessThan(80_000)
    expect(bytes(everySight, 'index', 'text', 'image', 'audio', 'video')).toBeLessThan(2_000_000)
  })
})
