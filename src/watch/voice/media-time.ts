import { findBox } from './boxes.ts'

/** Ticks a second of an initialisation segment's first track (`mdhd`, ISO 14496-12 section 8.4.2); `null` where there is none. */
export const timescaleOf = (init: Uint8Array): number | null => {
  const mdhd = findBox(init, ['moov', 'trak', 'mdia', 'mdhd'])
  if (!mdhd) return null
  return mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12) || null
}

/** Decode time of a media segment's first sample in ticks (`tfdt`, ISO 14496-12 section 8.8.12); `null` where there is none. */
export const decodeTimeOf = (segment: Uint8Array): number | null => {
  const tfdt = findBox(segment, ['moof', 'traf', 'tfdt'])
  if (!tfdt) return null
  return tfdt.getUint8(0) === 1 ? Number(tfdt.getBigUint64(4)) : tfdt.getUint32(4)
}

/** Ticks a second of MPEG-TS and of what is written in its times. */
const transportScale = 90_000

/**
 * Presentation time of the first packet of sound in an MPEG-TS segment, or of any other where nothing sounds, in seconds (ISO 13818-1
 * section 2.4.3.6: 33 bits at 90 kHz); `null` where none is found.
 */
const transportTimeOf = (segment: Uint8Array): number | null => {
  let first: number | null = null
  for (let packet = 0; packet + 188 <= segment.length; packet += 188) {
    const byte = (at: number): number => segment[packet + at] ?? 0
    const starts = byte(0) === 0x47 && (byte(1) & 0x40) !== 0
    if (!starts) continue
    const at = 4 + ((byte(3) & 0x20) !== 0 ? byte(4) + 1 : 0)
    const isPes =
      byte(at) === 0 &&
      byte(at + 1) === 0 &&
      byte(at + 2) === 1 &&
      (byte(at + 3) >= 0xc0 || byte(at + 3) === 0xbd)
    if (!isPes || (byte(at + 7) & 0x80) === 0) continue
    const high = (byte(at + 9) & 0x0e) * 2 ** 29
    const middle = byte(at + 10) * 2 ** 22 + (byte(at + 11) & 0xfe) * 2 ** 14
    const time = (high + middle + byte(at + 12) * 2 ** 7 + (byte(at + 13) >> 1)) / transportScale
    // MPEG sound is 0xc0 to 0xdf; the picture before it begins a few frames apart.
    if ((byte(at + 3) & 0xe0) === 0xc0) return time
    first ??= time
  }
  return first
}

const owner = 'com.apple.streaming.transportStreamTimestamp\0'

/** Time of packed audio, seconds, from the ID3 tag before it (RFC 8216 section 3.4: a PRIV frame, MPEG-TS time in 8 bytes); `null` without one. */
const packedTimeOf = (segment: Uint8Array): number | null => {
  const head = String.fromCharCode(...segment.subarray(0, 512))
  const at = head.startsWith('ID3') ? head.indexOf(owner) + owner.length : 0
  if (at < owner.length || at + 8 > segment.length) return null
  const view = new DataView(segment.buffer, segment.byteOffset + at)
  return ((view.getUint32(0) & 1) * 2 ** 32 + view.getUint32(4)) / transportScale
}

/** Media time at which a voice segment starts, seconds; `null` where it can't be told. `init` is absent for MPEG-TS and packed audio. */
export const startTimeOf = (segment: Uint8Array, init: Uint8Array | null): number | null => {
  if (!init) return packedTimeOf(segment) ?? transportTimeOf(segment)
  const [timescale, ticks] = [timescaleOf(init), decodeTimeOf(segment)]
  return timescale === null || ticks === null ? null : ticks / timescale
}
