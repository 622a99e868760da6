import { type Bytes, concat, utf8 } from '../../shared/bytes.ts'
import { box, fullBox, u16, u32 } from '../voice/boxes.ts'
import { readFragments, readInit, type Sample } from '../voice/fragments.ts'

/** A piece of sound as it was broadcast. */
export interface Piece {
  init: Bytes
  segment: Bytes
}

interface Chunk {
  samples: Sample[]
  data: Bytes[]
  bytes: number
  /** Which sample entry it is coded by, from 1. */
  entry: number
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Equal neighbours as a count and what is equal. */
const runs = <T>(
  values: readonly T[],
  isSame: (a: T, b: T) => boolean,
): { count: number; value: T; at: number }[] => {
  const found: { count: number; value: T; at: number }[] = []
  values.forEach((value, at) => {
    const last = found.at(-1)
    if (last && isSame(last.value, value)) last.count++
    else found.push({ count: 1, value, at })
  })
  return found
}

const identity = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** `moov` (ISO 14496-12 section 8.2) of one track of sound. @param first place of the first chunk in the file */
const movie = (
  chunks: readonly Chunk[],
  entries: readonly Bytes[],
  timescale: number,
  first: number,
): Bytes => {
  const samples = chunks.flatMap((chunk) => chunk.samples)
  const duration = samples.reduce((sum, one) => sum + one.duration, 0)
  const times = runs(samples, (a, b) => a.duration === b.duration)
  const groups = runs(chunks, (a, b) => a.samples.length === b.samples.length && a.entry === b.entry)
  let offset = first
  const offsets = chunks.map(({ bytes }) => {
    offset += bytes
    return offset - bytes
  })
  const table = box(
    'stbl',
    fullBox('stsd', 0, 0, u32(entries.length), ...entries),
    fullBox('stts', 0, 0, u32(times.length, ...times.flatMap((run) => [run.count, run.value.duration]))),
    fullBox(
      'stsc',
      0,
      0,
      u32(groups.length, ...groups.flatMap(({ value, at }) => [at + 1, value.samples.length, value.entry])),
    ),
    fullBox('stsz', 0, 0, u32(0, samples.length, ...samples.map(({ size }) => size))),
    fullBox('stco', 0, 0, u32(offsets.length, ...offsets)),
  )
  const media = box(
    'mdia',
    fullBox('mdhd', 0, 0, u32(0, 0, timescale, duration), u16(0x55c4, 0)),
    fullBox('hdlr', 0, 0, u32(0), utf8('soun'), u32(0, 0, 0), utf8('s\0')),
    box(
      'minf',
      fullBox('smhd', 0, 0, u16(0, 0)),
      box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
      table,
    ),
  )
  const header = u32(0, 0, timescale, duration, 0x10000)
  return box(
    'moov',
    fullBox('mvhd', 0, 0, header, u16(0x100, 0), u32(0, 0), identity, u32(0, 0, 0, 0, 0, 0, 2)),
    box(
      'trak',
      fullBox('tkhd', 0, 7, u32(0, 0, 1, 0, duration, 0, 0), u16(0, 0, 0x100, 0), identity, u32(0, 0)),
      media,
    ),
  )
}

/**
 * One plain M4A of pieces of a broadcast, in their order, one after the other without a pause: with tables of all its samples instead of
 * fragments, so that every player shows its length and seeks in it.
 * @returns `null` where none of the pieces can be read; else the file, and which of them are in it and how long each lasts, seconds
 */
export const soundFile = (
  pieces: readonly Piece[],
): { file: Bytes; seconds: number; lengths: (number | null)[] } | null => {
  const entries: Bytes[] = []
  const chunks: Chunk[] = []
  let timescale = 0
  const lengths = pieces.map(({ init, segment }): number | null => {
    const track = readInit(init)
    const read = track && readFragments(segment, track)
    if (!track || !read) return null
    timescale ||= track.timescale
    // An encoder that began anew may count otherwise.
    const samples = read.samples.map(({ duration, size }) => ({
      size,
      duration: Math.round((duration * timescale) / track.timescale),
    }))
    if (!entries.some((entry) => sameBytes(entry, track.entry))) entries.push(track.entry)
    const entry = entries.findIndex((one) => sameBytes(one, track.entry)) + 1
    chunks.push({ samples, data: read.data, bytes: samples.reduce((sum, { size }) => sum + size, 0), entry })
    return samples.reduce((sum, { duration }) => sum + duration, 0) / timescale
  })
  if (chunks.length === 0) return null
  const type = box('ftyp', utf8('M4A '), u32(512), utf8('M4A mp42isom'))
  const first = type.length + movie(chunks, entries, timescale, 0).length + 8
  const file = concat(
    type,
    movie(chunks, entries, timescale, first),
    box('mdat', ...chunks.flatMap(({ data }) => data)),
  )
  return { file, seconds: lengths.reduce<number>((sum, one) => sum + (one ?? 0), 0), lengths }
}
