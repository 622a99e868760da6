import { type Bytes, sha256 } from '../shared/bytes.ts'
import { chunkJudge } from '../shared/chunk-hashes.ts'
import { hashSource, longStepsOf } from '../shared/pack/byte-source.ts'
import { assertFits, checkAgainst, type Pack } from '../shared/pack/open-pack.ts'
import { ProblemError } from '../shared/problem.ts'
import type { EditionSource } from './edition-source.ts'
import type { VerifiedManifest } from './open-manifest.ts'

/**
 * A pack as a source for `importEdition`. It is asked for the files it has of its own (verified) manifest; a file that manifest does not
 * list, or of another size, refuses the pack at once.
 * @throws ProblemError `pack`
 */
export const packSource = (
  pack: Pack,
  { manifest }: Pick<VerifiedManifest, 'manifest'>,
  name: string,
): EditionSource => {
  const held = new Map(checkAgainst(manifest, pack).map((file) => [file.path, file]))
  return {
    name,
    holds: new Set(held.keys()),
    async get(path, { limit, signal, onProgress }): Promise<Bytes> {
      signal?.throwIfAborted()
      const bytes = await pack.get(path, limit)
      onProgress?.(bytes.length)
      if ((await sha256(bytes)) === held.get(path)?.sha256) assertFits(pack, path, bytes)
      return bytes
    },
    // Not held against its checksum, which says nothing that its signed hashes do not and would take as long as they.
    open: ({ path }) => pack.source(path),
    async assertRight({ path, sha256: hash, chunks }, signal) {
      if (chunks === undefined) {
        if ((await hashSource(pack.source(path), { signal })) !== hash) throw new ProblemError('hash', path)
        await hashSource(pack.checked(path), { signal })
        return
      }
      // As `fetchLarge` judges it.
      const isRight = chunkJudge(chunks)
      let offset = 0
      for await (const step of longStepsOf(pack.source(path), signal)) {
        if (!(await isRight(offset, step))) throw new ProblemError('hash', path)
        offset += step.length
      }
    },
  }
}
