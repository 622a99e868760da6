import type { Bytes } from '../../shared/bytes.ts'
import { findBox } from './boxes.ts'

/** Reading fragmented sound (ISO 14496-12 section 8.8): where its samples are and how long they last. */

/** What an initialisation segment says of its one track. */
export interface TrackInit {
  /** Ticks a second. */
  timescale: number
  /** Its sample entry (`mp4a` and what is in it), as it came. */
  entry: Bytes
  /** `trex`: what fragments need not say. */
  duration: number
  size: number
}

export interface Sample {
  /** Ticks. */
  duration: number
  /** Bytes. */
  size: number
}

/** Handler type of sound (ISO 14496-12 section 12.2), `soun`. */
const soundHandler = 0x736f756e

/** `null` where it is no sound in fragmented MP4: MPEG-TS has no initialisation segment, a muxed one begins with its picture. */
export const readInit = (init: Uint8Array): TrackInit | null => {
  if (findBox(init, ['moov', 'trak', 'mdia', 'hdlr'])?.getUint32(8) !== soundHandler) return null
  const mdhd = findBox(init, ['moov', 'trak', 'mdia', 'mdhd'])
  const stsd = findBox(init, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'])
  const trex = findBox(init, ['moov', 'mvex', 'trex'])
  if (!mdhd || !stsd || !trex || stsd.byteLength < 16) return null
  const timescale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12)
  // Version, flags and count stand before the first entry; its length is its own.
  const entry = new Uint8Array(stsd.buffer, stsd.byteOffset + 8, stsd.getUint32(8)).slice()
  return timescale > 0 ? { timescale, entry, duration: trex.getUint32(12), size: trex.getUint32(16) } : null
}

/** Boxes of the outermost level with the place of each; the last one may end after what is here. */
export const outermost = (bytes: Uint8Array): { type: string; start: number; end: number }[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: { type: string; start: number; end: number }[] = []
  for (let start = 0; start + 8 <= bytes.length; ) {
    const end = start + view.getUint32(start)
    if (end < start + 8) break
    found.push({ type: String.fromCharCode(...bytes.subarray(start + 4, start + 8)), start, end })
    start = end
  }
  return found
}

const has = (flags: number, bit: number): boolean => (flags & bit) !== 0

/** Samples of one `moof` and where their bytes begin, counted from it; `null` where it says so otherwise than streams do. */
export const readFragment = (
  moof: Uint8Array,
  init: TrackInit,
): { samples: Sample[]; offset: number } | null => {
  const tfhd = findBox(moof, ['moof', 'traf', 'tfhd'])
  const trun = findBox(moof, ['moof', 'traf', 'trun'])
  if (!tfhd || !trun) return null
  const flags = tfhd.getUint32(0) & 0xffffff
  // Places counted from the start of a file that is not here.
  if (has(flags, 1)) return null
  let at = 8 + (has(flags, 2) ? 4 : 0)
  const next = (view: DataView): number => {
    at += 4
    return view.getUint32(at - 4)
  }
  const duration = has(flags, 8) ? next(tfhd) : init.duration
  const size = has(flags, 0x10) ? next(tfhd) : init.size
  const run = trun.getUint32(0) & 0xffffff
  at = 4
  const count = next(trun)
  const offset = has(run, 1) ? next(trun) : moof.length + 8
  if (has(run, 4)) at += 4
  const samples: Sample[] = []
  for (let i = 0; i < count; i++) {
    const sample = { duration, size }
    if (has(run, 0x100)) sample.duration = next(trun)
    if (has(run, 0x200)) sample.size = next(trun)
    if (has(run, 0x400)) at += 4
    if (has(run, 0x800)) at += 4
    samples.push(sample)
  }
  return { samples, offset }
}

/** All samples of a media segment, with their bytes; `null` where it cannot be read. */
export const readFragments = (
  segment: Bytes,
  init: TrackInit,
): { samples: Sample[]; data: Bytes[] } | null => {
  const samples: Sample[] = []
  const data: Bytes[] = []
  try {
    for (const { type, start, end } of outermost(segment)) {
      if (type !== 'moof' || end > segment.length) continue
      const fragment = readFragment(segment.subarray(start, end), init)
      if (!fragment) return null
      const length = fragment.samples.reduce((sum, { size }) => sum + size, 0)
      const from = start + fragment.offset
      if (from + length > segment.length) return null
      samples.push(...fragment.samples)
      data.push(segment.subarray(from, from + length))
    }
  } catch {
    // Lengths in it lead out of it (RangeError).
    return null
  }
  return samples.length > 0 ? { samples, data } : null
}
