import fc from 'fast-check'
import type * as v from 'valibot'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeEdition, newKeys } from '../../src/packs/test-edition.ts'
import { type Bytes, fromUtf8, utf8 } from '../../src/shared/bytes.ts'
import { ContentSchema } from '../../src/shared/content.ts'
import { decodeJson } from '../../src/shared/decode-json.ts'
import { GivingSchema } from '../../src/shared/giving.ts'
import { ManifestSchema } from '../../src/shared/manifest.ts'
import { ProblemError } from '../../src/shared/problem.ts'

/** The JSON files of an edition, by the schema each must fit. */
const schemas: [name: string, schema: v.GenericSchema<unknown, unknown>][] = [
  ['manifest.json', ManifestSchema],
  ['content.json', ContentSchema],
  ['giving.json', GivingSchema],
]
let files: ReadonlyMap<string, Bytes>
beforeAll(async () => {
  files = (await makeEdition(await newKeys(), 3, { mirrors: ['https://a.test/'] })).files
})

/** Refused as a problem, or fits; anything else thrown is a crash. @returns whether it fits */
const fits = (name: string, bytes: Bytes, schema: v.GenericSchema<unknown, unknown>): boolean => {
  try {
    const value = decodeJson(name, bytes, schema)
    // What fits, fits again once it is written and read: nothing hangs on how it was written.
    expect(decodeJson(name, utf8(JSON.stringify(value)), schema)).toEqual(value)
    return true
  } catch (error) {
    if (error instanceof ProblemError && error.key === 'manifest') return false
    throw error
  }
}

/** One value somewhere in `value` replaced by `put`, or taken out. */
const turned = (value: unknown, path: readonly number[], put: unknown, out: boolean): unknown => {
  if (typeof value !== 'object' || value === null || path.length === 0) return put
  const keys = Object.keys(value)
  const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)]
  if (key === undefined) return put
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value }
  if (path.length === 1 && out) delete copy[key]
  else copy[key] = turned(copy[key], path.slice(1), put, out)
  return copy
}
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    -1,
    1.5,
    2 ** 53,
    1e308,
    '',
    '../up',
    '\u202e',
    '__proto__',
    [],
    {},
    'x'.repeat(5000),
    '2031-13-40T99:00:00Z',
  ),
)

describe.each(schemas)('%s', (name, schema) => {
  it('is itself', () => expect(fits(name, files.get(name)!, schema)).toBe(true))

  it('with any value changed or taken out is refused or fits, and nothing else', () => {
    const honest: unknown = JSON.parse(fromUtf8(files.get(name)!))
    let refused = 0
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }),
        odd,
        fc.boolean(),
        (path, put, out) => {
          if (!fits(name, utf8(JSON.stringify(turned(honest, path, put, out))), schema)) refused++
        },
      ),
      { numRuns: 2_000, seed: 20_310_107 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  it('with any bytes changed is refused or fits, and nothing else', () => {
    const honest = files.get(name)!
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
        const bytes = honest.slice()
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        fits(name, bytes, schema)
      }),
      { numRuns: 2_000, seed: 20_310_107 },
    )
  })

  it('that is anything at all is refused, however deep', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(fits(name, utf8(text), schema)).toBe(false)
      }),
      { numRuns: 500 },
    )
    for (const text of [
      '['.repeat(200_000),
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      '',
      '\ufeff{}',
    ])
      expect(fits(name, utf8(text), schema)).toBe(false)
    expect(fits(name, utf8('{"__proto__":{"polluted":true}}'), schema)).toBe(false)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
