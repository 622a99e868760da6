import type { Bytes } from '../shared/bytes.ts'
import { hashSource } from '../shared/pack/byte-source.ts'
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
  async assertRight({ path, sha256 }, signal) {
    if ((await hashSource(pack.source(path), { signal })) !== sha256) throw new ProblemError('hash', path)
  },
})
