import type { Bytes } from '../../shared/bytes.ts'
import type { ManifestFile } from '../../shared/manifest.ts'
import { blobSource } from '../../shared/pack/byte-source.ts'
import { pageBytes } from '../../shared/pack/carrier-page.ts'
import { checkCode } from '../../shared/pack/check-code.ts'
import type { Choice } from '../../shared/pack/choose-files.ts'
import { editionParts, packFileName, type SignedManifest } from '../../shared/pack/edition-pack.ts'
import { type PackPlan, planPack as planOf, type TextCache } from '../../shared/pack/plan-pack.ts'
import { packPieces, type WriteOptions } from '../../shared/pack/write-pack.ts'
import type { StoredReader } from '../edition-reader.ts'

export type { PackPlan, TextCache } from '../../shared/pack/plan-pack.ts'

/**
 * What a choice comes to, of the files that are on this phone. A pack is made of the edition as it is signed: what is locked travels locked, from a
 * phone that has opened it as well.
 * @throws ProblemError `missing-file`, `storage-blocked`
 */
export const planPack = (
  reader: StoredReader,
  signed: SignedManifest,
  choice: Choice,
  cache: TextCache,
): Promise<PackPlan> => {
  const { manifest, published: content, giving, has } = reader
  const text = async (path: string) => (await reader.raw(path)).text()
  return planOf({ manifest, content, giving, signed, has, text }, choice, cache)
}

/** A pack, ready to be shared or saved. */
export interface MadePack {
  file: File
  /** To be read aloud. */
  code: string
}

/**
 * Makes a planned pack. It is a `File` of references to the stored files: their bytes pass through memory a step at a time, for the
 * checksums, and stay where they are, on the disk. Signature and manifest are the organiser's own.
 * @throws ProblemError `missing-file`, `storage-blocked`, `pack`; the signal's reason
 */
export const makePack = async (
  reader: StoredReader,
  signed: SignedManifest,
  plan: PackPlan,
  options: WriteOptions,
): Promise<MadePack> => {
  const read = async (file: ManifestFile) => new Uint8Array(await (await reader.raw(file.path)).arrayBuffer())
  const page = await pageBytes(plan.page, read)
  const blobs = new Map<string, Blob>()
  const files: { file: ManifestFile; source: ReturnType<typeof blobSource> }[] = []
  for (const file of plan.files) {
    const blob = await reader.raw(file.path)
    blobs.set(file.path, blob)
    files.push({ file, source: blobSource(blob) })
  }
  const parts = editionParts(page, signed, files)
  const pieces: (Bytes | Blob)[] = []
  for await (const piece of packPieces(parts, options))
    if (piece instanceof Uint8Array) pieces.push(piece)
    else pieces.push(blobs.get(piece.name) ?? (await piece.source.read(0, piece.source.size)))
  const { organisation, edition } = reader.manifest
  const names = parts.files.map(({ name }) => name)
  return {
    file: new File(pieces, packFileName(organisation, edition), { type: 'text/html' }),
    code: await checkCode(page, signed.manifest, names),
  }
}
