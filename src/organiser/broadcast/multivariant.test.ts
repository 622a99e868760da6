import { expect, it } from 'vitest'
import { multivariant } from './multivariant.ts'
import type { Recording, Rendition } from './recording.ts'

const rendition = (codec: string, ...bytes: number[]): Rendition => ({
  kind: codec.startsWith('avc') ? 'video' : 'audio',
  file: 'x.mp4',
  codec,
  timescale: 1000,
  initBytes: 100,
  segments: bytes.map((size) => [size, 4000]),
  ...(codec.startsWith('avc') ? { width: 256, height: 144, frameRate: 12 } : {}),
})
const recording: Recording = {
  format: 'sada-recording/1',
  seconds: 8,
  segmentSeconds: 4,
  renditions: {
    v240: rendition('avc1.640015', 60_000, 70_000),
    v144: rendition('avc1.64000c', 20_000, 30_000),
    still: rendition('avc1.42c00b', 1000, 1000),
    'voice-low': rendition('mp4a.40.2', 10_000, 9000),
    'voice-high': rendition('mp4a.40.2', 24_000, 24_000),
  },
  subtitles: { en: { file: 'text-en.vtt', name: 'English' } },
}

it('measures peak and average rates of picture and voice together', () => {
  expect(multivariant(recording)).toContain(
    '#EXT-X-STREAM-INF:BANDWIDTH=80000,AVERAGE-BANDWIDTH=69000,CODECS="avc1.64000c,mp4a.40.2",' +
      'RESOLUTION=256x144,FRAME-RATE=12.000,AUDIO="voice-low",SUBTITLES="text",CLOSED-CAPTIONS=NONE\nv144/index.m3u8\n',
  )
})
it('ends with the voice alone', () => {
  expect(multivariant(recording)).toMatch(
    /AVERAGE-BANDWIDTH=19000,CODECS="mp4a.40.2",AUDIO[^\n]*\nvoice-low\/index.m3u8\n$/,
  )
})
it('refuses renditions that do not fill the loop', () => {
  const short = { ...recording.renditions, still: rendition('avc1.42c00b', 1000) }
  expect(() => multivariant({ ...recording, renditions: short })).toThrow('4 s instead of 8 s')
})
