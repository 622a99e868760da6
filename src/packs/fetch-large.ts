import type { Bytes } from '../shared/bytes.ts'
import { chunkJudge } from '../shared/chunk-hashes.ts'
import type { ManifestFile } from '../shared/manifest.ts'
import { type ByteSource, hashSource, longStepsOf, stepsOf } from '../shared/pack/byte-source.ts'
import { ProblemError } from '../shared/problem.ts'
import type { PieceStore } from './edition-store.ts'

interface Options {
  pieces: PieceStore | null
  /** It is read from a disk, not over a link. */
  disk: boolean
  signal: AbortSignal
  onProgress: (bytes: number) => void
}

/**
 * A large file, piece by piece and never whole in memory: each piece is kept as it comes, so that a transfer goes on where it broke off,
 * after a reload too. Where the manifest has hashes of its chunks these judge it, and a wrong piece is refused by itself: they are signed as
 * the hash of the whole is, and WebCrypto, which cannot hash step by step, does them several times as fast as JavaScript does the whole.
 * Without them the whole is hashed, and a wrong file loses all of its pieces.
 * @throws ProblemError `size`, `hash`, or what the source throws
 */
export const fetchLarge = async (
  { path, bytes: size, sha256, chunks }: Pick<ManifestFile, 'path' | 'bytes' | 'sha256' | 'chunks'>,
  source: ByteSource,
  { pieces, disk, signal, onProgress }: Options,
): Promise<Blob> => {
  if (source.size !== size) throw new ProblemError('size', `${path}: ${source.size} bytes, not ${size}`)
  const isRight = chunks === undefined ? null : chunkJudge(chunks)
  const kept: ByteSource = {
    size,
    async read(offset, length) {
      const held = await pieces?.get(sha256, offset)
      // Kept for another manifest it may never have been judged.
      if (held?.length === length && (!isRight || (await isRight(offset, held)))) return held
      const bytes = await source.read(offset, length)
      if (bytes.length !== length) throw new ProblemError('size', `${path}: a piece of ${bytes.length} bytes`)
      // What is wrong is not kept, and what was right before stays: another mirror goes on from here.
      if (isRight && !(await isRight(offset, bytes))) throw new ProblemError('hash', path)
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
  if (isRight && disk) {
    // What is read next and what is judged go side by side.
    for await (const step of longStepsOf(source, signal)) {
      if (!(await isRight(arrived, step))) throw new ProblemError('hash', path)
      onStep(step)
    }
    if (arrived !== size) throw new ProblemError('size', `${path}: ${arrived} bytes, not ${size}`)
  } else if (isRight) for await (const step of stepsOf(kept, signal)) onStep(step)
  else if ((await hashSource(kept, { signal, onStep })) !== sha256) {
    await pieces?.drop(sha256)
    throw new ProblemError('hash', path)
  }
  return new Blob(parts)
}
