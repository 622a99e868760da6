import { type Bytes, concat } from '../../shared/bytes.ts'
import { elementEnd } from './matroska.ts'

/** Cuts a stream that comes in chunks of any size into whole units. */
export interface Splitter {
  /** Units completed by this chunk. */
  push(chunk: Uint8Array): Bytes[]
  /** What is left at the stream's end. */
  rest(): Bytes
}

/** A splitter by a rule that says where the unit at the start of the bytes ends; -1: not known yet. */
const splitter = (unitEnd: (bytes: Uint8Array, from: number) => number): Splitter => {
  let held: Bytes = new Uint8Array(0)
  let searched = 0
  return {
    push(chunk) {
      held = concat(held, chunk)
      const units: Bytes[] = []
      for (;;) {
        const end = unitEnd(held, searched)
        if (end < 0 || end > held.length) break
        units.push(held.slice(0, end))
        held = held.slice(end)
        searched = 0
      }
      searched = held.length
      return units
    },
    rest() {
      const left = held
      held = new Uint8Array(0)
      searched = 0
      return left
    },
  }
}

/** ADTS frames, headers included (ISO/IEC 13818-7 6.2). Throws where the stream is none. */
export const adtsSplitter = (): Splitter =>
  splitter((bytes) => {
    if (bytes.length < 7) return -1
    const at = (index: number) => bytes[index] ?? 0
    if (at(0) !== 0xff || (at(1) & 0xf6) !== 0xf0) throw new Error('no ADTS frame where one should be')
    return ((at(3) & 3) << 11) | (at(4) << 3) | (at(5) >> 5)
  })

/** Access units of an H.264 byte stream that begin with delimiters (ITU-T H.264 7.4.1.2.3); the last is in `rest`. */
export const accessUnitSplitter = (): Splitter =>
  splitter((bytes, from) => {
    for (let at = bytes.indexOf(9, Math.max(8, from - 4)); at >= 0; at = bytes.indexOf(9, at + 1))
      if (bytes[at - 1] === 1 && bytes[at - 2] === 0 && bytes[at - 3] === 0 && bytes[at - 4] === 0)
        return at - 4
    return -1
  })

/** Top-level elements of a live Matroska stream. Throws where it is none. */
export const matroskaSplitter = (): Splitter => splitter((bytes) => elementEnd(bytes))
