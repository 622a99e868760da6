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

/**
 * Presentation time of the first packet of an MPEG-TS segment in seconds (ISO 13818-1 section 2.4.3.6: 33 bits at 90 kHz);
 * `null` where none is found.
 */
const transportTimeOf = (segment: Uint8Array): number | null => {
  for (let packet = 0; packet + 188 <= segment.length; packet += 188) {
    const byte = (at: number): number => segment[packet + at] ?? 0
    const starts = byte(0) === 0x47 && (byte(1) & 0x40) !== 0
    if (!starts) continue
    const at = 4 + ((byte(3) & 0x20) !== 0 ? byte(4) + 1 : 0)
    const isPes = byte(at) === 0 && byte(at + 1) === 0 && byte(at + 2) === 1 && byte(at + 3) >= 0xc0
    if (!isPes || (byte(at + 7) & 0x80) === 0) continue
    const high = (byte(at + 9) & 0x0e) * 2 ** 29
    const middle = byte(at + 10) * 2 ** 22 + (byte(at + 11) & 0xfe) * 2 ** 14
    return (high + middle + byte(at + 12) * 2 ** 7 + (byte(at + 13) >> 1)) / 90_000
  }
  return null
}

/** Media time at which a voice segment starts, seconds; `null` where it can't be told. `init` is absent for MPEG-TS. */
export const startTimeOf = (segment: Uint8Array, init: Uint8Array | null): number | null => {
  if (!init) return transportTimeOf(segment)
  const [timescale, ticks] = [timescaleOf(init), decodeTimeOf(segment)]
  return timescale === null || ticks === null ? null : ticks / timescale
}
