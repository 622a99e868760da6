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

/** Whether `bytes`, which begin at `offset` (at a chunk's beginning) and end with a chunk or the file, are what was signed. */
export const areRight = async (chunks: string, offset: number, bytes: Uint8Array): Promise<boolean> => {
  const hashes = fromBase64Url(chunks)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const index = ((offset + at) / chunkBytes) * hashBytes
    const right = await sha256(bytes.slice(at, at + chunkBytes))
    if (!fromHex(right).every((byte, i) => byte === hashes[index + i])) return false
  }
  return true
}
