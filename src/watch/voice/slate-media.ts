import { type Bytes, concat, fromBase64Url, utf8 } from '../../shared/bytes.ts'
import { box, fullBox, u16, u32, u64 } from './boxes.ts'
import { slate } from './slate.ts'

/** The slate as fragmented MP4 (ISO 14496-12 section 8.8): what the voice rung's "video" is made of, without the network. */

/** Ticks a second; MPEG's own clock, so that times of any source come out whole enough. */
const timescale = 90_000
const frames = slate.frames.map(fromBase64Url)
const identity = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

const sampleEntry = (): Bytes =>
  box(
    'avc1',
    u32(0),
    u16(0, 1),
    u32(0, 0, 0, 0),
    u16(slate.width, slate.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    box('avcC', fromBase64Url(slate.avcC)),
  )

const sampleTables = (): Bytes =>
  box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry()),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  )

const media = (): Bytes =>
  box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, 0), u16(0x55c4, 0)),
    fullBox('hdlr', 0, 0, u32(0), utf8('vide'), u32(0, 0, 0), utf8('s\0')),
    box(
      'minf',
      fullBox('vmhd', 0, 1, u32(0, 0)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      sampleTables(),
    ),
  )

/** The slate's initialisation segment. */
export const slateInit = (): Bytes =>
  concat(
    box('ftyp', utf8('iso5'), u32(512), utf8('iso5iso6mp41')),
    box(
      'moov',
      fullBox(
        'mvhd',
        0,
        0,
        u32(0, 0, timescale, 0, 0x10000),
        u16(0x100, 0),
        u32(0, 0),
        identity,
        u32(0, 0, 0, 0, 0, 0, 2),
      ),
      box(
        'trak',
        fullBox(
          'tkhd',
          0,
          3,
          u32(0, 0, 1, 0, 0, 0, 0),
          u16(0, 0, 0, 0),
          identity,
          u32(slate.width << 16, slate.height << 16),
        ),
        media(),
      ),
      box('mvex', fullBox('trex', 0, 0, u32(1, 1, 0, 0, 0))),
    ),
  )

/** `trun` flags of a key frame and of a frame that depends on others (ISO 14496-12 section 8.8.3.1). */
const [keyFrame, otherFrame] = [0x2000000, 0x1010000]

const moof = (sequence: number, start: number, samples: Uint8Array, dataOffset: number): Bytes =>
  box(
    'moof',
    fullBox('mfhd', 0, 0, u32(sequence)),
    box(
      'traf',
      // default-base-is-moof
      fullBox('tfhd', 0, 0x20000, u32(1)),
      fullBox('tfdt', 1, 0, u64(start)),
      fullBox('trun', 0, 0x701, u32(frames.length, dataOffset), samples),
    ),
  )

/**
 * A slate segment.
 * @param start    media time, seconds; a rounding error before the first moment is that moment: a decode time has no sign (ISO 14496-12 section 8.8.12)
 * @param duration seconds; the frames share it, the last one takes the rounding
 */
export const slateSegment = (sequence: number, start: number, duration: number): Bytes => {
  const first = Math.max(0, Math.round(start * timescale))
  const whole = Math.round((start + duration) * timescale) - first
  const each = Math.floor(whole / frames.length)
  const rows = frames.flatMap((frame, at) => [
    at === frames.length - 1 ? whole - each * (frames.length - 1) : each,
    frame.length,
    at === 0 ? keyFrame : otherFrame,
  ])
  const samples = u32(...rows)
  // The data follow the moof box and the header of mdat; the offset's value does not change the length.
  const offset = moof(sequence, first, samples, 0).length + 8
  return concat(moof(sequence, first, samples, offset), box('mdat', ...frames))
}
