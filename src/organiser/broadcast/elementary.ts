import { type Bytes, concat } from '../../shared/bytes.ts'

/** What ffmpeg encodes, taken apart into samples. */

/** NAL units of an H.264 byte stream (ITU-T H.264 annex B), without start codes. */
export const nalUnits = (stream: Uint8Array): Uint8Array[] => {
  const starts: number[] = []
  for (let at = stream.indexOf(1); at >= 0; at = stream.indexOf(1, at + 1))
    if (stream[at - 1] === 0 && stream[at - 2] === 0) starts.push(at + 1)
  return starts.map((start, index) => {
    const next = starts[index + 1]
    let end = next === undefined ? stream.length : next - 3
    while (stream[end - 1] === 0) end-- // trailing zeros belong to the next start code
    return stream.subarray(start, end)
  })
}

/** Access units (delimiters required) as MP4 samples with 4-byte lengths, and the stream's only SPS and PPS. */
export const h264Samples = (
  stream: Uint8Array,
): { sps: Uint8Array; pps: Uint8Array; samples: { data: Bytes; key: boolean }[] } => {
  const pictures: Uint8Array[][] = []
  let [sps, pps]: (Uint8Array | undefined)[] = []
  for (const unit of nalUnits(stream)) {
    const type = (unit[0] ?? 0) & 31
    if (type === 9) pictures.push([])
    else if (type === 7) sps ??= unit
    else if (type === 8) pps ??= unit
    else if (type === 1 || type === 5) pictures.at(-1)?.push(unit)
  }
  if (!sps || !pps) throw new Error('no parameter sets in the stream')
  const samples = pictures.map((units) => ({
    data: concat(...units.flatMap((unit) => [lengthOf(unit), unit])),
    key: units.some((unit) => ((unit[0] ?? 0) & 31) === 5),
  }))
  return { sps, pps, samples }
}

const lengthOf = (unit: Uint8Array): Uint8Array => {
  const size = new DataView(new ArrayBuffer(4))
  size.setUint32(0, unit.length)
  return new Uint8Array(size.buffer)
}

/** RFC 6381 name of an H.264 stream, from its SPS. */
export const avcCodec = (sps: Uint8Array): string =>
  `avc1.${[1, 2, 3].map((index) => (sps[index] ?? 0).toString(16).padStart(2, '0')).join('')}`

/** Raw AAC frames of an ADTS stream (ISO/IEC 13818-7 6.2) and their AudioSpecificConfig. */
export const adtsFrames = (stream: Uint8Array): { config: Bytes; frames: Uint8Array[] } => {
  const byte = (at: number) => stream[at] ?? 0
  const frames: Uint8Array[] = []
  for (let at = 0; at + 7 <= stream.length; ) {
    if (byte(at) !== 0xff || (byte(at + 1) & 0xf6) !== 0xf0) throw new Error(`no ADTS frame at byte ${at}`)
    const header = byte(at + 1) & 1 ? 7 : 9
    const size = ((byte(at + 3) & 3) << 11) | (byte(at + 4) << 3) | (byte(at + 5) >> 5)
    if (size < header) throw new Error(`broken ADTS frame at byte ${at}`)
    frames.push(stream.subarray(at + header, at + size))
    at += size
  }
  const objectType = (byte(2) >> 6) + 1
  const rateIndex = (byte(2) >> 2) & 15
  const channels = ((byte(2) & 1) << 2) | (byte(3) >> 6)
  const config = (objectType << 11) | (rateIndex << 7) | (channels << 3)
  return { config: Uint8Array.of(config >> 8, config & 255), frames }
}
