import { type Bytes, concat } from '../../shared/bytes.ts'
import { box, findBox, fullBox, u32, u64 } from './boxes.ts'
import { outermost, readFragment, type Sample, type TrackInit } from './fragments.ts'
import { decodeTimeOf } from './media-time.ts'

/** Sound that can be heard. */
export interface Sound {
  /** Movie fragments of their own (ISO 14496-12 section 8.8), as a decoder takes them after the initialisation segment. */
  bytes: Bytes
  samples: number
  seconds: number
}

const bodyOf = (moof: Uint8Array, path: readonly string[]): Uint8Array => {
  const { buffer, byteOffset, byteLength } =
    findBox(moof, ['moof', ...path]) ?? new DataView(new ArrayBuffer(8))
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** A fragment of some samples of another one. @param ticks decode time of the first of them */
const fragmentOf = (moof: Uint8Array, samples: readonly Sample[], ticks: number, data: Uint8Array): Bytes => {
  const rows = u32(...samples.flatMap(({ duration, size }) => [duration, size]))
  const header = (offset: number): Bytes =>
    box(
      'moof',
      box('mfhd', bodyOf(moof, ['mfhd'])),
      box(
        'traf',
        box('tfhd', bodyOf(moof, ['traf', 'tfhd'])),
        fullBox('tfdt', 1, 0, u64(ticks)),
        // Place of the data, then duration and size of each sample.
        fullBox('trun', 0, 0x301, u32(samples.length, offset), rows),
      ),
    )
  return concat(header(header(0).length + 8), box('mdat', data))
}

/** @throws RangeError where lengths in it lead out of it */
const readSoFar = (soFar: Bytes, init: TrackInit, given: number): Sound | null => {
  const parts: Bytes[] = []
  let [samples, ticks] = [0, 0]
  let skip = given
  const boxes = outermost(soFar)
  for (const [index, { type, start, end }] of boxes.entries()) {
    const media = boxes[index + 1]
    if (type !== 'moof' || !media || end > soFar.length) continue
    const moof = soFar.subarray(start, end)
    const fragment = readFragment(moof, init)
    let from = decodeTimeOf(moof)
    const whole = fragment?.samples.reduce((sum, { size }) => sum + size, 0)
    // All that follows belongs to this one run: nothing is passed over unheard.
    const isPlain = media.type === 'mdat' && whole === media.end - media.start - 8
    if (!fragment || from === null || !isPlain || start + fragment.offset !== media.start + 8) return null
    const run: Sample[] = []
    let at = media.start + 8
    let dataFrom = at
    for (const sample of fragment.samples) {
      if (at + sample.size > soFar.length) break
      at += sample.size
      if (skip > 0) {
        skip--
        dataFrom = at
        from += sample.duration
      } else run.push(sample)
    }
    if (run.length === 0) continue
    samples += run.length
    ticks += run.reduce((sum, { duration }) => sum + duration, 0)
    parts.push(fragmentOf(moof, run, from, soFar.subarray(dataFrom, at)))
  }
  return { bytes: concat(...parts), samples, seconds: ticks / init.timescale }
}

/**
 * What can be heard of a segment of sound that is still coming, as fragments of their own: Media Source Extensions and hls.js take whole ones only, and of
 * a segment that is nine tenths here when a link falls nothing would be heard.
 * @param soFar its first bytes
 * @param given samples from its start on that were taken before
 * @returns `null` where it is laid out otherwise than one run of samples for each fragment, or broken
 */
export const soundSoFar = (soFar: Bytes, init: TrackInit, given: number): Sound | null => {
  try {
    return readSoFar(soFar, init, given)
  } catch {
    return null
  }
}
