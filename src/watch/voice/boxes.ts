import { type Bytes, concat, utf8 } from '../../shared/bytes.ts'

/** Writing and finding boxes of the ISO base media file format (ISO 14496-12). */

/** Big-endian integers of a width in bits, one after the other. */
const integers =
  (bits: 16 | 32) =>
  (...values: number[]): Bytes => {
    const out = new Uint8Array((values.length * bits) / 8)
    const view = new DataView(out.buffer)
    values.forEach((value, at) => {
      if (bits === 16) view.setUint16(at * 2, value)
      else view.setUint32(at * 4, value)
    })
    return out
  }
export const u16 = integers(16)
export const u32 = integers(32)

/** A 64-bit integer below 2^53. */
export const u64 = (value: number): Bytes => u32(Math.floor(value / 2 ** 32), value % 2 ** 32)

export const box = (type: string, ...content: Uint8Array[]): Bytes => {
  const body = concat(...content)
  return concat(u32(body.length + 8), utf8(type), body)
}

/** A box with version and flags. */
export const fullBox = (type: string, version: number, flags: number, ...content: Uint8Array[]): Bytes =>
  box(type, u32(version * 2 ** 24 + flags), ...content)

/** The body of the first box at `path` (`['moof', 'traf', 'tfdt']`); `null` where there is none. */
export const findBox = (bytes: Uint8Array, path: readonly string[]): DataView | null => {
  const [wanted, ...rest] = path
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at)
    if (size < 8 || at + size > bytes.length) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (type === wanted) {
      const body = bytes.subarray(at + 8, at + size)
      return rest.length > 0
        ? findBox(body, rest)
        : new DataView(body.buffer, body.byteOffset, body.byteLength)
    }
    at += size
  }
  return null
}
