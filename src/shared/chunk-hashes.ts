import { type Bytes, concat, fromBase64Url, sha256, toBase64Url } from './bytes.ts'
import { chunkBytes } from './manifest.ts'

/** Files above this carry hashes of their chunks: smaller ones are fetched in one go. */
export const chunkedAbove = 1024 * 1024

const hashBytes = 32
const fromHex = (hex: string): Bytes =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))

/** The manifest's `chunks` of a file: the SHA-256 of each chunk, one after the other, base64url; none for a small file. */
export const chunksOf = async (bytes: Uint8Array): Promise<{ chunks?: string }> => {
  if (bytes.length <= chunkedAbove) return {}
  const hashes: Bytes[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes)
    hashes.push(fromHex(await sha256(bytes.slice(at, at + chunkBytes))))
  return { chunks: toBase64Url(concat(...hashes)) }
}

/**
 * Judges pieces of a file by the hashes of its chunks. A piece begins at `offset` (at a chunk's beginning) and ends with a chunk or the file;
 * its answer is whether it is what was signed. Where every piece of a file is right, and together they are as long as it, the file is.
 */
export const chunkJudge = (chunks: string): ((offset: number, bytes: Uint8Array) => Promise<boolean>) => {
  const hashes = fromBase64Url(chunks)
  const isRight = async (index: number, chunk: Uint8Array): Promise<boolean> => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', chunk as Bytes))
    return digest.every((byte, i) => byte === hashes[index * hashBytes + i])
  }
  return async (offset, bytes) => {
    const judged: Promise<boolean>[] = []
    for (let at = 0; at < bytes.length; at += chunkBytes)
      judged.push(isRight((offset + at) / chunkBytes, bytes.subarray(at, at + chunkBytes)))
    return (await Promise.all(judged)).every(Boolean)
  }
}
