import type { Bytes } from '../shared/bytes.ts'
import { areRight } from '../shared/chunk-hashes.ts'
import type { ManifestFile } from '../shared/manifest.ts'
import { type ByteSource, hashSource } from '../shared/pack/byte-source.ts'
import { ProblemError } from '../shared/problem.ts'
import type { PieceStore } from './edition-store.ts'

interface Options {
  pieces: PieceStore | null
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

/**
 * A large file, piece by piece and never whole in memory: each piece is kept as it comes, so that a transfer goes on where it broke off,
 * after a reload too. Where the manifest has hashes of its chunks a wrong piece is refused by itself; else a wrong file loses all of them.
 * @throws ProblemError `size`, `hash`, or what the source throws
 */
export const fetchLarge = async (
  { path, bytes: size, sha256, chunks }: Pick<ManifestFile, 'path' | 'bytes' | 'sha256' | 'chunks'>,
  source: ByteSource,
  { pieces, signal, onProgress }: Options,
): Promise<Blob> => {
  if (source.size !== size) throw new ProblemError('size', `${path}: ${source.size} bytes, not ${size}`)
  const kept: ByteSource = {
    size,
    async read(offset, length) {
      const held = await pieces?.get(sha256, offset)
      if (held?.length === length) return held
      const bytes = await source.read(offset, length)
      if (bytes.length !== length) throw new ProblemError('size', `${path}: a piece of ${bytes.length} bytes`)
      // What is wrong is not kept, and what was right before stays: another mirror goes on from here.
      if (chunks !== undefined && !(await areRight(chunks, offset, bytes)))
        throw new ProblemError('hash', path)
      await pieces?.put(sha256, offset, bytes)
      return bytes
    },
  }
  const parts: Blob[] = []
  let arrived = 0
  const onStep = (bytes: Bytes) => {
    // Blobs, not arrays: browsers move large ones out of memory.
    parts.push(new Blob([bytes]))
    arrived += bytes.length
    onProgress(arrived)
  }
  const hash = await hashSource(kept, { signal, onStep })
  if (hash !== sha256) {
    await pieces?.drop(sha256)
    throw new ProblemError('hash', path)
  }
  return new Blob(parts)
}
