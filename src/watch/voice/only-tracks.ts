import type { Bytes } from '../../shared/bytes.ts'
import { findBox } from './boxes.ts'

/**
 * One track out of fragmented MP4 that has several (ISO 14496-12): hls.js takes sound and picture apart in MPEG-TS, not here. The others'
 * boxes are called `free`, which readers pass over; nothing moves, so every offset stays true. Comes late, with such a broadcast only.
 */

interface Found {
  type: string
  /** With its header. */
  bytes: Uint8Array
}

const children = (parent: Uint8Array, header: number): Found[] => {
  const view = new DataView(parent.buffer, parent.byteOffset, parent.byteLength)
  const found: Found[] = []
  for (let at = header; at + 8 <= parent.length; ) {
    const size = view.getUint32(at)
    if (size < 8 || at + size > parent.length) break
    const bytes = parent.subarray(at, at + size)
    found.push({ type: String.fromCharCode(...bytes.subarray(4, 8)), bytes })
    at += size
  }
  return found
}

/** Boxes inside all boxes of a type of the outermost level. */
const inside = (file: Uint8Array, type: string): Found[] =>
  children(file, 0).flatMap((one) => (one.type === type ? children(one.bytes, 8) : []))

const trackOf = ({ bytes }: Found): number | null => {
  const tkhd = findBox(bytes.subarray(8), ['tkhd'])
  return tkhd?.getUint32(tkhd.getUint8(0) === 1 ? 20 : 12) ?? null
}
const handlerOf = ({ bytes }: Found): string => {
  const hdlr = findBox(bytes.subarray(8), ['mdia', 'hdlr'])
  return hdlr ? String.fromCharCode(...[8, 9, 10, 11].map((at) => hdlr.getUint8(at))) : ''
}
/** Track of a `trex` or of a `traf` with its `tfhd`: after version and flags in both. */
const namedTrack = ({ type, bytes }: Found): number | null =>
  (type === 'trex'
    ? new DataView(bytes.buffer, bytes.byteOffset + 8)
    : findBox(bytes.subarray(8), ['tfhd'])
  )?.getUint32(4) ?? null

const hide = ({ bytes }: Found): void => bytes.set([0x66, 0x72, 0x65, 0x65], 4)

/**
 * A copy of a segment, or of the initialisation itself, in which only tracks of one kind are left; the same bytes where there are no others.
 * @param kind handler type (ISO 14496-12 section 12): sound or picture
 * @param init initialisation segment that goes with it
 */
export const onlyTracks = (kind: 'soun' | 'vide', init: Uint8Array, segment: Bytes): Bytes => {
  const tracks = inside(init, 'moov').filter(({ type }) => type === 'trak')
  const others = new Set(tracks.filter((one) => handlerOf(one) !== kind).map(trackOf))
  if (others.size === 0 || others.size === tracks.length) return segment
  const copy = segment.slice()
  const moov = inside(copy, 'moov')
  for (const box of moov) if (box.type === 'trak' && others.has(trackOf(box))) hide(box)
  const named = [
    ...moov.filter(({ type }) => type === 'mvex').flatMap(({ bytes }) => children(bytes, 8)),
    ...inside(copy, 'moof'),
  ]
  for (const box of named)
    if ((box.type === 'trex' || box.type === 'traf') && others.has(namedTrack(box))) hide(box)
  return copy
}
