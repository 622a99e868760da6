import type { Bytes } from '../shared/bytes.ts'
import { chunkJudge } from '../shared/chunk-hashes.ts'
import { hashSource, stepsOf } from '../shared/pack/byte-source.ts'
import { checkAgainst, type Pack } from '../shared/pack/open-pack.ts'
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
): EditionSource => ({
  name,
  holds: new Set(checkAgainst(manifest, pack).map(({ path }) => path)),
  async get(path, { limit, signal, onProgress }): Promise<Bytes> {
    signal?.throwIfAborted()
    const bytes = await pack.get(path, limit)
    onProgress?.(bytes.length)
    return bytes
  },
  open: ({ path }) => pack.source(path),
  async assertRight({ path, sha256, chunks }, signal) {
    const source = pack.source(path)
    if (chunks === undefined) {
      if ((await hashSource(source, { signal })) !== sha256) throw new ProblemError('hash', path)
      return
    }
    // As `fetchLarge` judges it.
    const isRight = chunkJudge(chunks)
    let offset = 0
    for await (const step of stepsOf(source, signal)) {
      if (!(await isRight(offset, step))) throw new ProblemError('hash', path)
      offset += step.length
    }
  },
})
