import type { EditionReader } from '../shared/reader.ts'

/** Texts that were read, by the SHA-256 of their file; the oldest go first. */
const texts = new Map<string, string>()
/** UTF-16 units kept at most. */
const limit = 1_000_000

/** SHA-256 of a file of the edition. */
export const hashOf = (reader: EditionReader, path: string): string | undefined =>
  reader.manifest.files.find((file) => file.path === path)?.sha256

/** A text, where it was read before and is still on this phone. */
export const knownText = (reader: EditionReader, path: string | undefined): string | undefined =>
  path !== undefined && reader.has(path) ? texts.get(hashOf(reader, path) ?? '') : undefined

/** Reads a UTF-8 file and remembers it. @throws ProblemError `missing-file` */
export const readText = async (reader: EditionReader, path: string): Promise<string> => {
  const known = knownText(reader, path)
  if (known !== undefined) return known
  const text = await (await reader.file(path)).text()
  const hash = hashOf(reader, path)
  if (hash !== undefined) texts.set(hash, text)
  let held = [...texts.values()].reduce((sum, { length }) => sum + length, 0)
  for (const [oldest, { length }] of texts) {
    if (held <= limit || oldest === hash) break
    texts.delete(oldest)
    held -= length
  }
  return text
}
