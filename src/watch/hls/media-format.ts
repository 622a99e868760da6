/**
 * Whether bytes can be a segment at all: fragmented MP4, MPEG-TS, packed audio or WebVTT (RFC 8216 section 3). A mirror that answers with something
 * else, or with pieces of two files, is found out before the decoder stumbles over it.
 */

const byteReader = (parts: readonly Uint8Array[]) => {
  const length = parts.reduce((sum, { length }) => sum + length, 0)
  return {
    length,
    at(index: number): number {
      let rest = index
      for (const part of parts) {
        if (rest < part.length) return part[rest] ?? 0
        rest -= part.length
      }
      return 0
    },
  }
}
type Reader = ReturnType<typeof byteReader>

const u32 = ({ at }: Reader, from: number): number =>
  at(from) * 2 ** 24 + (at(from + 1) << 16) + (at(from + 2) << 8) + at(from + 3)

/** What a segment or its initialisation begins with. */
const firstBox = /^(ftyp|styp|moov|moof|sidx|ssix|emsg|prft|free|skip|uuid)$/
const typeAt = ({ at }: Reader, from: number): string =>
  String.fromCharCode(at(from + 4), at(from + 5), at(from + 6), at(from + 7))

/** Boxes that follow each other and end where the file ends (ISO 14496-12 section 4.2). */
const isMp4 = (bytes: Reader, whole: boolean): boolean => {
  if (!firstBox.test(typeAt(bytes, 0))) return false
  let from = 0
  while (from + 8 <= bytes.length) {
    const size = u32(bytes, from)
    // 0: to the end of the file; 1: a longer length follows.
    if (size === 0) return true
    const length = size === 1 ? u32(bytes, from + 8) * 2 ** 32 + u32(bytes, from + 12) : size
    if (length < 8) return false
    from += length
    if (!whole) return true
  }
  return !whole || from === bytes.length
}

/** A sync byte every 188 bytes (ISO 13818-1 section 2.4.3.2). */
const isTransport = (bytes: Reader, whole: boolean): boolean => {
  if (bytes.at(0) !== 0x47) return false
  if (!whole) return true
  if (bytes.length % 188 !== 0) return false
  // Some of them, spread over the file: where two files were glued together, all later ones are out of step.
  const packets = bytes.length / 188
  return [0.25, 0.5, 0.75].every((share) => bytes.at(Math.floor(packets * share) * 188) === 0x47)
}

/** ADTS or MPEG audio by its sync word, or an ID3 tag before it (RFC 8216 section 3.4). */
const isPackedAudio = ({ at }: Reader): boolean =>
  (at(0) === 0xff && (at(1) & 0xe0) === 0xe0) || (at(0) === 0x49 && at(1) === 0x44 && at(2) === 0x33)

const isVtt = ({ at }: Reader): boolean => {
  const from = at(0) === 0xef ? 3 : 0
  return [...'WEBVTT'].every((letter, n) => at(from + n) === letter.charCodeAt(0))
}

/**
 * @param parts the bytes, as they came
 * @param whole whether they are all of it; else the first ones, 16 at least
 */
export const looksLikeSegment = (
  kind: 'text' | 'voice' | 'video',
  parts: readonly Uint8Array[],
  whole: boolean,
): boolean => {
  const bytes = byteReader(parts)
  if (kind === 'text') return isVtt(bytes)
  return isMp4(bytes, whole) || isTransport(bytes, whole) || isPackedAudio(bytes)
}
