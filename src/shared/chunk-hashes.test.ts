import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkedAbove, chunkJudge, chunksOf } from './chunk-hashes.ts'
import { chunkBytes, fitsChunks } from './manifest.ts'

const file = (size: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 9) + (i >> 18) * 13) & 0xff)

describe('hashes of chunks', () => {
  it('are for large files only, one for every 256 KiB', async () => {
    expect(await chunksOf(file(chunkedAbove))).toEqual({})
    const { chunks = '' } = await chunksOf(file(chunkedAbove + 1))
    // Five hashes of 32 bytes, in base64url without padding.
    expect(chunks.length).toBe(214)
    expect(fitsChunks(chunks, chunkedAbove + 1)).toBe(true)
    expect(fitsChunks(chunks, chunkedAbove)).toBe(false)
  })

  it('find every changed byte in the piece it is in, and no other piece wrong', async () => {
    const bytes = file(5 * chunkBytes + 3)
    const { chunks = '' } = await chunksOf(bytes)
    const isRight = chunkJudge(chunks)
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.nat(bytes.length - 1), async (piece, changed) => {
        const spoilt = bytes.slice()
        spoilt[changed] = (spoilt[changed] ?? 0) ^ 1
        const from = piece * chunkBytes
        const part = spoilt.slice(from, from + chunkBytes)
        const within = changed >= from && changed < from + chunkBytes
        expect(await isRight(from, part)).toBe(!within)
      }),
      { numRuns: 40 },
    )
    expect(await isRight(0, bytes)).toBe(true)
    expect(await isRight(chunkBytes, bytes.slice(0, chunkBytes))).toBe(false)
  })
})
