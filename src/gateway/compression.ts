import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export type Coding = 'br' | 'gzip'
/** Below this a compressed body saves nothing worth a header. */
const smallest = 512

/** Strong entity tag of bytes: the first 16 bytes of their SHA-256. */
export const etagOf = (digest: Buffer): string => `"${digest.subarray(0, 16).toString('base64url')}"`

interface Variants {
  etag: string
  coded: Partial<Record<Coding, Promise<Buffer | null>>>
}
/** Computed once for each byte array and dropped with it; hence nobody may change bytes after they were sent. */
const known = new WeakMap<Uint8Array, Variants>()

const variantsOf = (bytes: Uint8Array): Variants => {
  let variants = known.get(bytes)
  if (!variants) {
    variants = { etag: etagOf(createHash('sha256').update(bytes).digest()), coded: {} }
    known.set(bytes, variants)
  }
  return variants
}

export interface Representation {
  body: Uint8Array
  etag: string
  coding: Coding | null
}

/** The bytes as they are. */
export const plain = (bytes: Uint8Array): Representation => ({
  body: bytes,
  etag: variantsOf(bytes).etag,
  coding: null,
})

/**
 * The bytes in a coding, with an entity tag of its own; plain where coding would not make them smaller.
 * The first call for an array decides the quality, so that a tag always means the same bytes.
 * @param quality brotli's, 0 to 11
 */
export const coded = async (bytes: Uint8Array, coding: Coding, quality: number): Promise<Representation> => {
  if (bytes.length < smallest) return plain(bytes)
  const variants = variantsOf(bytes)
  const compress = async (): Promise<Buffer | null> => {
    const small =
      coding === 'br'
        ? await brotli(bytes, {
            params: {
              [zlib.BROTLI_PARAM_QUALITY]: quality,
              [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length,
            },
          })
        : await gzipped(bytes, { level: 6 })
    return small.length < bytes.length ? small : null
  }
  variants.coded[coding] ??= compress()
  const body = await variants.coded[coding]
  if (!body) return plain(bytes)
  return { body, etag: variants.etag.replace(/"$/, `-${coding}"`), coding }
}
