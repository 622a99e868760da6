import { readFileSync } from 'node:fs'
import type { Bytes } from '../../shared/bytes.ts'
import type { Segment } from '../hls/media-playlist.ts'

/** For tests only: the demo's own voice, as it is broadcast. */
const file = readFileSync('public/broadcast/voice-low.mp4')

/** The file's outermost boxes tell its initialisation segment and its media segments apart. */
const parts = (): { init: Bytes; segments: Bytes[] } => {
  const segments: Bytes[] = []
  let init: Bytes = new Uint8Array()
  for (let at = 0, start = 0; at < file.length; ) {
    const size = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    at += size
    if (type === 'moov') {
      init = new Uint8Array(file.subarray(0, at))
      start = at
    }
    if (type === 'mdat') {
      segments.push(new Uint8Array(file.subarray(start, at)))
      start = at
    }
  }
  return { init, segments }
}
export const { init, segments } = parts()

export const began = Date.UTC(2026, 0, 7, 16)

/** Ten segments of it, as a playlist has them: `s0`, `s1` and so on, and `init`. */
export const listed = segments.slice(0, 10).map(
  (_, number): Segment => ({
    number,
    uri: `s${number}`,
    range: null,
    duration: 4,
    programme: began + number * 4000,
    part: 0,
    map: { uri: 'init', range: null },
  }),
)
