import fc from 'fast-check'
import { type Bytes, concat } from '../../src/shared/bytes.ts'
import { type ForgedPart, forge, part, partNamed, patched } from '../../src/shared/pack/forging.ts'
import { centralHeaderBytes, endBytes, localHeaderBytes } from '../../src/shared/pack/zip-records.ts'

/** What a pack is made of, so that it can be made wrong in its own terms. */
export interface Material {
  page: Bytes
  /** In the order they are written. */
  files: readonly (readonly [name: string, content: Bytes])[]
}

/** An honest pack of the material. */
export const honest = ({ page, files }: Material): Bytes =>
  forge(
    files.map(([name, content]) => part(name, content)),
    { prefix: page },
  )

/** Where the records of an honest pack lie: the numbers that a forger would turn. */
const fieldsOf = ({ page, files }: Material): { at: number; bytes: number }[] => {
  const fields: { at: number; bytes: number }[] = []
  let at = page.length
  for (const [name, content] of files) {
    // Version, flags, method, time, date, checksum, two sizes, two lengths (APPNOTE 4.3.7).
    for (const [
      place,
      bytes,
    ] of [[4, 2], [6, 2], [8, 2], [10, 2], [12, 2], [14, 4], [18, 4], [22, 4], [26, 2], [28, 2]] as const) // biome-ignore format: a table
      fields.push({ at: at + place, bytes })
    at += localHeaderBytes + name.length + content.length
  }
  for (const [name] of files) {
    // The same, and comment length, disk, attributes, offset (4.3.12).
    for (const [
      place,
      bytes,
    ] of [[4, 2], [6, 2], [8, 2], [10, 2], [16, 4], [20, 4], [24, 4], [28, 2], [30, 2], [32, 2], [34, 2], [36, 2], [38, 4], [42, 4]] as const) // biome-ignore format: a table
      fields.push({ at: at + place, bytes })
    at += centralHeaderBytes + name.length
  }
  // Disks, two counts, size and place of the directory, comment length (4.3.16).
  for (const [place, bytes] of [
    [4, 2],
    [6, 2],
    [8, 2],
    [10, 2],
    [12, 4],
    [16, 4],
    [20, 2],
  ] as const)
    fields.push({ at: at + place, bytes })
  return fields
}

/** Little-endian. */
const numberAt = (bytes: Bytes, at: number, length: number): number => {
  let value = 0
  for (let i = length - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}
const withNumber = (bytes: Bytes, at: number, length: number, value: number): Bytes =>
  patched(bytes, at, ...Array.from({ length }, (_, i) => Math.floor(value / 256 ** i) & 0xff))

export type Fuzz = (whole: Bytes, material: Material) => Bytes
type Named = readonly [name: string, weight: number, arbitrary: fc.Arbitrary<Fuzz>]

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
/** Half of all places near the end, where the records are; the rest anywhere. */
const somewhere = fc.oneof(
  place.map((share) => (bytes: Bytes) => Math.floor(share * bytes.length)),
  fc.nat(900).map((back) => (bytes: Bytes) => Math.max(0, bytes.length - 1 - back)),
)
const bit = fc.nat(7)
const byte = fc.nat(255)
const few = fc.uint8Array({ minLength: 1, maxLength: 90 })
const cutAt = (bytes: Bytes, at: number, length: number) =>
  concat(bytes.subarray(0, at), bytes.subarray(at + length))
const insertedAt = (bytes: Bytes, at: number, more: Uint8Array) =>
  concat(bytes.subarray(0, at), more, bytes.subarray(at))

const oddNames = [
  '../up.md', '/etc/passwd', 'a/../b.md', 'C:\\x', 'a//b.md', '.hidden', 'items/оne/en.md', 'a\u202etxt', 'a\0b', 'A.md', '', 'a/', 'manifest.json', 'manifest.sig', 'content.json', 'x'.repeat(300),
] // biome-ignore format: a list

/** Bytes as they come, with no thought of what they mean. */
const blind: Named[] = [
  ['bit flipped', 4, fc.tuple(somewhere, bit).map(([at, n]) => (whole) => patched(whole, at(whole), (whole[at(whole)] ?? 0) ^ (1 << n)))],
  ['byte set', 3, fc.tuple(somewhere, byte).map(([at, value]) => (whole) => patched(whole, at(whole), value))],
  ['several bytes set', 2, fc.array(fc.tuple(somewhere, byte), { minLength: 2, maxLength: 8 }).map((all) => (whole) => all.reduce((now, [at, value]) => patched(now, at(now), value), whole))],
  ['run of 0xff', 1, fc.tuple(somewhere, fc.integer({ min: 1, max: 4 })).map(([at, n]) => (whole) => whole.slice().fill(0xff, at(whole), at(whole) + n))],
  ['truncated', 2, somewhere.map((at) => (whole) => whole.slice(0, at(whole)))],
  ['beginning cut off', 1, somewhere.map((at) => (whole) => whole.slice(at(whole)))],
  ['cut out', 1, fc.tuple(somewhere, fc.integer({ min: 1, max: 90 })).map(([at, n]) => (whole) => cutAt(whole, at(whole), n))],
  ['inserted', 2, fc.tuple(somewhere, few).map(([at, more]) => (whole) => insertedAt(whole, at(whole), more))],
  ['repeated', 1, fc.tuple(somewhere, fc.integer({ min: 1, max: 90 })).map(([at, n]) => (whole) => insertedAt(whole, at(whole), whole.slice(at(whole), at(whole) + n)))],
  ['appended', 1, few.map((more) => (whole) => concat(whole, more))],
  ['put before', 1, few.map((more) => (whole) => concat(more, whole))],
  ['two packs in a row', 1, fc.constant((whole) => concat(whole, whole))],
  ['noise alone', 1, fc.uint8Array({ maxLength: 400 }).map((noise) => () => noise.slice())],
] // biome-ignore format: a table

/** Records as a forger writes them. */
const forged: Named[] = [
  ['number field turned', 8, fc.tuple(fc.nat(), fc.oneof(
    fc.integer({ min: -3, max: 3 }).map((by) => (value: number) => value + by),
    fc.constantFrom(0, 1, 8, 0xff, 0xffff, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff).map((to) => () => to),
    fc.nat(0xffff).map((to) => () => to),
  )).map(([which, turn]) => (whole, material) => {
    const fields = fieldsOf(material)
    const { at, bytes } = fields[which % fields.length] ?? { at: 0, bytes: 1 }
    return at + bytes > whole.length ? whole : withNumber(whole, at, bytes, turn(numberAt(whole, at, bytes)))
  })],
  ['both size fields, both places', 2, fc.tuple(fc.nat(), fc.integer({ min: -40, max: 40 })).map(([which, by]) => (_whole, { page, files }) =>
    forge(files.map(([name, content], i): ForgedPart => {
      const honestPart = part(name, content)
      if (i !== which % files.length) return honestPart
      const size = Math.max(0, content.length + by)
      const both = (bytes: Bytes, at: number) => withNumber(withNumber(bytes, at, 4, size), at + 4, 4, size)
      return { ...honestPart, local: both(honestPart.local, 18), central: (offset) => both(honestPart.central(offset), 20) }
    }), { prefix: page }))],
  ['checksum, both places', 2, fc.tuple(fc.nat(), fc.nat(0xffff_fffe)).map(([which, sum]) => (_whole, { page, files }) =>
    forge(files.map(([name, content], i): ForgedPart => {
      const honestPart = part(name, content)
      if (i !== which % files.length) return honestPart
      return { ...honestPart, local: withNumber(honestPart.local, 14, 4, sum), central: (offset) => withNumber(honestPart.central(offset), 16, 4, sum) }
    }), { prefix: page }))],
  ['content changed, all records put right', 4, fc.tuple(fc.nat(), place, bit).map(([which, share, n]) => (_whole, { page, files }) =>
    honest({ page, files: files.map(([name, content], i) => {
      if (i !== which % files.length) return [name, content]
      const at = Math.floor(share * content.length)
      return [name, patched(content, at, (content[at] ?? 0) ^ (1 << n))]
    }) }))],
  ['contents swapped', 2, fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (_whole, { page, files }) => {
    const [i, j] = [a % files.length, b % files.length]
    return honest({ page, files: files.map(([name, content], at) => [name, at === i ? (files[j]?.[1] ?? content) : at === j ? (files[i]?.[1] ?? content) : content]) })
  })],
  ['renamed', 3, fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...oddNames), fc.string({ maxLength: 12, unit: 'grapheme' }))).map(([which, name]) => (_whole, { page, files }) =>
    forge(files.map(([own, content], i) => (i === which % files.length ? partNamed(name, content) : part(own, content))), { prefix: page }))],
  ['renamed in one place', 1, fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (_whole, { page, files }) =>
    forge(files.map(([own, content], i) => part(own, content, i === a % files.length ? (files[b % files.length]?.[0] ?? own) : own)), { prefix: page }))],
  ['file twice', 2, fc.tuple(fc.nat(), fc.nat()).map(([which, at]) => (_whole, { page, files }) => {
    const twice = [...files]
    const one = files[which % files.length]
    if (one) twice.splice(at % files.length, 0, one)
    return honest({ page, files: twice })
  })],
  ['files left out', 2, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }).map((keep) => (whole, { page, files }) => {
    const kept = files.filter((_, i) => keep[i % keep.length])
    return kept.length > 0 ? honest({ page, files: kept }) : whole
  })],
  ['files in another order', 2, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }).map((order) => (_whole, { page, files }) =>
    honest({ page, files: [...files].sort((a, b) => (order[files.indexOf(a) % 12] ?? 0) - (order[files.indexOf(b) % 12] ?? 0)) }))],
  ['directory in another order than the files', 1, fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (whole, { page, files }) => {
    const body = page.length + files.reduce((sum, [name, content]) => sum + localHeaderBytes + name.length + content.length, 0)
    const records = files.map(([name]) => centralHeaderBytes + name.length)
    const starts = records.map((_, i) => body + records.slice(0, i).reduce((sum, length) => sum + length, 0))
    const entries = records.map((length, i) => whole.slice(starts[i], (starts[i] ?? 0) + length))
    const [i, j] = [a % entries.length, b % entries.length]
    const [x, y] = [entries[i], entries[j]]
    if (x && y) [entries[i], entries[j]] = [y, x]
    return concat(whole.subarray(0, body), ...entries, whole.subarray(whole.length - endBytes))
  })],
  ['file added', 2, fc.tuple(fc.constantFrom('x.md', 'items/one/fr.md', 'zz', 'giving.json.md'), few).map(([name, content]) => (_whole, { page, files }) => honest({ page, files: [...files, [name, content.slice()]] }))],
  ['bytes hidden before the directory', 1, fc.integer({ min: 1, max: 200 }).map((gap) => (_whole, { page, files }) => forge(files.map(([name, content]) => part(name, content)), { prefix: page, gap }))],
  ['entries the directory does not count', 1, fc.integer({ min: 1, max: 3 }).map((less) => (_whole, { page, files }) => forge(files.map(([name, content]) => part(name, content)), { prefix: page, count: Math.max(0, files.length - less) }))],
  ['pack within a pack', 1, fc.nat().map((which) => (whole, { page, files }) => honest({ page, files: files.map(([name, content], i) => [name, i === which % files.length ? whole : content]) }))],
  ['pack as the page of a pack', 1, fc.constant((whole, { files }) => honest({ page: whole, files }))],
  ['pack of which another pack is the end', 1, fc.constant((whole, { page, files }) => concat(whole, honest({ page, files: files.slice(0, 3) })))],
  ['other page, all records put right', 2, few.map((page) => (_whole, { files }) => honest({ page: page.slice(), files }))],
  ['file emptied', 1, fc.nat().map((which) => (_whole, { page, files }) => honest({ page, files: files.map(([name, content], i) => [name, i === which % files.length ? content.slice(0, 0) : content]) }))],
] // biome-ignore format: a table

export const kinds: readonly Named[] = [...blind, ...forged]

/** A mutated pack: one to three changes, the first of any kind, those after it blind. */
export const mutated: fc.Arbitrary<{ names: string[]; apply: Fuzz }> = fc
  .tuple(
    fc.oneof(
      ...kinds.map(([name, weight, arbitrary]) => ({
        weight,
        arbitrary: arbitrary.map((fuzz) => ({ name, fuzz })),
      })),
    ),
    fc.array(
      fc.oneof(
        ...blind.map(([name, weight, arbitrary]) => ({
          weight,
          arbitrary: arbitrary.map((fuzz) => ({ name, fuzz })),
        })),
      ),
      { maxLength: 2, size: 'xsmall' },
    ),
  )
  .map(([first, more]) => ({
    names: [first, ...more].map(({ name }) => name),
    apply: (whole, material) =>
      [first, ...more].reduce((now, { fuzz }) => (now.length > 0 ? fuzz(now, material) : now), whole),
  }))

/** The other signature that is as good: (r, n − s) for (r, s) of P-256 (SEC 1, section 4.1.3). */
export const twin = (signature: Bytes): Bytes => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  let s = 0n
  for (const value of signature.subarray(32)) s = (s << 8n) | BigInt(value)
  let rest = order - s
  const bytes = signature.slice()
  for (let i = 63; i >= 32; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}
