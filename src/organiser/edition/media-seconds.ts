/** What a media file's movie header says, or why the file is refused. */
export type MediaLength = { seconds: number } | { refused: string }

/** Payload of the first box of a type at this level (ISO/IEC 14496-12 section 4.2), and where the box starts. */
const findBox = (bytes: Uint8Array, type: string): { start: number; payload: Uint8Array } | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 8 <= bytes.length) {
    const short = view.getUint32(at)
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    // Size 0: to the end of the file; 1: a 64-bit size follows the type.
    if (short === 1 && at + 16 > bytes.length) return null
    const header = short === 1 ? 16 : 8
    const size = short === 0 ? bytes.length - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short
    if (size < header || at + size > bytes.length) return null
    if (name === type) return { start: at, payload: bytes.subarray(at + header, at + size) }
    at += size
  }
  return null
}

/**
 * Length of an MP4 or M4A file from its `mvhd` box (ISO/IEC 14496-12 section 8.2.2), to the hundredth of a second.
 * Refused: what is no whole MP4, and what could not start playing before all of it has been fetched.
 */
export const mediaLength = (bytes: Uint8Array): MediaLength => {
  const movie = findBox(bytes, 'moov')
  const data = findBox(bytes, 'mdat')
  if (!movie || !data) return { refused: 'is not a whole MP4 file' }
  if (movie.start > data.start)
    return {
      refused: 'keeps its index behind its data; remake it with: ffmpeg -i … -c copy -movflags +faststart …',
    }
  const header = findBox(movie.payload, 'mvhd')?.payload
  if (!header || header.length < 32) return { refused: 'has no movie header' }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const [timescale, duration] =
    view.getUint8(0) === 1
      ? [view.getUint32(20), Number(view.getBigUint64(24))]
      : [view.getUint32(12), view.getUint32(16)]
  if (timescale === 0 || duration === 0) return { refused: 'says it has no length' }
  return { seconds: Math.round((duration / timescale) * 100) / 100 }
}
