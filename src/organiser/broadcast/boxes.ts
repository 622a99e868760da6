/**
 * Reading and re-timing of ISO base media files (ISO/IEC 14496-12): just enough to replay a recorded segment as a
 * later one.
 */
export interface Box {
  type: string
  /** Offset of the box's first byte (its size field). */
  start: number
  /** Offset of its payload. */
  body: number
  end: number
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Boxes between two offsets, in order. Throws on a size that leaves the range. */
export function* boxesIn(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Box> {
  const data = view(bytes)
  for (let start = from; start + 8 <= to; ) {
    let size = data.getUint32(start)
    let body = start + 8
    if (size === 1) {
      size = Number(data.getBigUint64(start + 8))
      body += 8
    } else if (size === 0) size = to - start
    if (size < body - start || start + size > to) throw new Error(`broken box at byte ${start}`)
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8))
    yield { type, start, body, end: start + size }
    start += size
  }
}

/** Every box at a path such as `moof/traf/tfdt`. */
export const find = (bytes: Uint8Array, path: string, from = 0, to = bytes.length): Box[] => {
  const [type, ...rest] = path.split('/')
  const here = [...boxesIn(bytes, from, to)].filter((box) => box.type === type)
  return rest.length === 0 ? here : here.flatMap((box) => find(bytes, rest.join('/'), box.body, box.end))
}

/** baseMediaDecodeTime of a segment's first track fragment, in the track's timescale (8.8.12). */
export const decodeTime = (segment: Uint8Array): bigint => {
  const [tfdt] = find(segment, 'moof/traf/tfdt')
  if (!tfdt) throw new Error('segment without tfdt')
  const data = view(segment)
  const version = data.getUint8(tfdt.body)
  return version === 1 ? data.getBigUint64(tfdt.body + 4) : BigInt(data.getUint32(tfdt.body + 4))
}

/**
 * A copy of `segment` that decodes `shift` ticks later and carries the fragment sequence number `sequence`. The
 * times must be 64 bits wide (tfdt version 1), as our packager writes them: an evening at 48 kHz outgrows 32.
 */
export const retime = (segment: Uint8Array, shift: bigint, sequence: number): Uint8Array<ArrayBuffer> => {
  const copy = new Uint8Array(segment)
  const data = view(copy)
  for (const { body } of find(copy, 'moof/traf/tfdt')) {
    if (data.getUint8(body) !== 1) throw new Error('tfdt of version 0 cannot be moved')
    data.setBigUint64(body + 4, data.getBigUint64(body + 4) + shift)
  }
  for (const { body } of find(copy, 'moof/mfhd')) data.setUint32(body + 4, sequence)
  return copy
}
