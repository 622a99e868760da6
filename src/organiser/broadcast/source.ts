import { type Bytes, utf8 } from '../../shared/bytes.ts'
import { retime } from './boxes.ts'
import { layOut, type Rendition } from './recording.ts'
import { cutVtt, parseVtt } from './subtitles.ts'
import { inLoop } from './timeline.ts'

/** One rendition of the loop, answering for any segment of the endless broadcast. */
export interface Source {
  type: string
  extension: 'm4s' | 'vtt'
  compress: boolean
  /** Initialisation segment; null for subtitles. */
  init: Bytes | null
  /** Seconds segment `n` lasts. */
  duration(n: number): number
  segment(n: number): Bytes
}

/** A video or voice rendition. `file` is the whole rendition file. Throws where the two do not fit together. */
export const mediaSource = (rendition: Rendition, file: Bytes, seconds: number): Source => {
  const { segments, bytes } = layOut(rendition, seconds)
  if (bytes !== file.length) throw new Error(`${rendition.file} has ${file.length} bytes instead of ${bytes}`)
  const loopTicks = BigInt(seconds * rendition.timescale)
  const place = (n: number) => {
    const { loop, segment } = inLoop(n, segments.length)
    const found = segments[segment]
    if (!found) throw new RangeError(`no segment ${n}`)
    return { ...found, loop }
  }
  return {
    type: `${rendition.kind}/mp4`,
    extension: 'm4s',
    compress: false,
    init: file.slice(0, rendition.initBytes),
    duration: (n) => place(n).ticks / rendition.timescale,
    segment(n) {
      const { from, to, loop } = place(n)
      return retime(file.subarray(from, to), BigInt(loop) * loopTicks, n + 1)
    },
  }
}

/** A subtitle rendition from the loop's WebVTT file. */
export const textSource = (file: string, seconds: number, segmentSeconds: number): Source => {
  const cues = parseVtt(file)
  const late = cues.find(({ ends }) => ends > seconds)
  if (late) throw new Error(`subtitle ${late.id} goes on after the loop's end`)
  return {
    type: 'text/vtt; charset=utf-8',
    extension: 'vtt',
    compress: true,
    init: null,
    duration: () => segmentSeconds,
    segment(n) {
      const { segment } = inLoop(n, seconds / segmentSeconds)
      return utf8(cutVtt(cues, segment * segmentSeconds, segmentSeconds, n * segmentSeconds))
    },
  }
}
