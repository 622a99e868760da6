import { type Bytes, concat } from '../../shared/bytes.ts'

/** Runs bytes through a stream; rejects where they grow beyond `limit`, before memory does. */
const through = async (
  bytes: Bytes,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Bytes> => {
  const { body } = new Response(bytes)
  if (!body) return new Uint8Array()
  const reader = body.pipeThrough(stream).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > limit) {
      void reader.cancel().catch(() => undefined)
      throw new RangeError('more than allowed')
    }
    parts.push(part.value)
  }
  return concat(...parts)
}

/** DEFLATE (RFC 1951), by the browser (Compression Streams). Takes a sealed donation, mostly base64url, down to about three quarters. */
export const deflate = (bytes: Bytes): Promise<Bytes> =>
  through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY)

/** The bytes that were deflated. @throws RangeError beyond `limit` bytes, TypeError where it is no DEFLATE stream */
export const inflate = (bytes: Bytes, limit: number): Promise<Bytes> =>
  through(bytes, new DecompressionStream('deflate-raw'), limit)
