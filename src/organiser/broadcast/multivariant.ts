import { layOut, type Recording } from './recording.ts'

/** Highest and mean bit rate of a rendition's segments, bits a second (RFC 8216bis 4.4.6.2). */
const rates = ({ renditions, seconds }: Recording, name: string): { peak: number; average: number } => {
  const rendition = renditions[name]
  if (!rendition) throw new Error(`no rendition ${name}`)
  const { segments } = layOut(rendition, seconds)
  const peak = Math.max(
    ...segments.map(({ from, to, ticks }) => ((to - from) * 8 * rendition.timescale) / ticks),
  )
  const total = segments.reduce((sum, { from, to }) => sum + to - from, 0)
  return { peak: Math.ceil(peak), average: Math.ceil((total * 8) / seconds) }
}

/** Which voice goes with which picture, first the one to start on: small, so that a poor link starts at all. */
export const ladder = [
  { video: 'v144', voice: 'voice-low' },
  { video: 'v240', voice: 'voice-high' },
  { video: 'still', voice: 'voice-low' },
  { video: null, voice: 'voice-low' },
] as const

/**
 * Multivariant playlist of a recording. Voice is a rendition of its own, beside video-only variants; the bit rates
 * are measured from the segments. `CLOSED-CAPTIONS=NONE` spares players the search for captions in the video.
 */
export const multivariant = (recording: Recording): string => {
  const { renditions, subtitles } = recording
  const voices = [...new Set(ladder.map(({ voice }) => voice))].map(
    (name) =>
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${name}",NAME="Voice",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,` +
      `CHANNELS="1",URI="${name}/index.m3u8"`,
  )
  const texts = Object.entries(subtitles).map(
    ([language, { name }]) =>
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="${name}",LANGUAGE="${language}",DEFAULT=NO,` +
      `AUTOSELECT=YES,FORCED=NO,URI="text-${language}/index.m3u8"`,
  )
  const variants = ladder.flatMap(({ video, voice }) => {
    const parts = [video, voice].flatMap((name) => (name === null ? [] : [rates(recording, name)]))
    const sum = (key: 'peak' | 'average') => parts.reduce((total, part) => total + part[key], 0)
    const picture = video === null ? undefined : renditions[video]
    const codecs = [picture?.codec, renditions[voice]?.codec].filter((codec) => codec !== undefined)
    const attributes = [
      `BANDWIDTH=${sum('peak')}`,
      `AVERAGE-BANDWIDTH=${sum('average')}`,
      `CODECS="${codecs.join(',')}"`,
      ...(picture
        ? [
            `RESOLUTION=${picture.width}x${picture.height}`,
            `FRAME-RATE=${(picture.frameRate ?? 0).toFixed(3)}`,
          ]
        : []),
      `AUDIO="${voice}"`,
      'SUBTITLES="text"',
      'CLOSED-CAPTIONS=NONE',
    ]
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, `${video ?? voice}/index.m3u8`]
  })
  const head = ['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-INDEPENDENT-SEGMENTS']
  return `${[...head, ...voices, ...texts, ...variants].join('\n')}\n`
}
