import { layOut, type Recording } from './recording.ts'

/** What the multivariant playlist tells of a rendition. */
export interface Rates {
  /** Highest bit rate of any segment, bits a second (RFC 8216bis 4.4.6.2). */
  peak: number
  /** Mean bit rate. */
  average: number
  /** RFC 6381. */
  codec: string
  width?: number | undefined
  height?: number | undefined
  frameRate?: number | undefined
}

/** A recorded rendition's rates, measured from its segments. */
const measure = ({ renditions, seconds }: Recording, name: string): Rates => {
  const rendition = renditions[name]
  if (!rendition) throw new Error(`no rendition ${name}`)
  const { segments } = layOut(rendition, seconds)
  const peak = Math.max(
    ...segments.map(({ from, to, ticks }) => ((to - from) * 8 * rendition.timescale) / ticks),
  )
  const total = segments.reduce((sum, { from, to }) => sum + to - from, 0)
  const { codec, width, height, frameRate } = rendition
  return { peak: Math.ceil(peak), average: Math.ceil((total * 8) / seconds), codec, width, height, frameRate }
}

/** Which voice goes with which picture, first the one to start on: small, so that a poor link starts at all. */
export const ladder = [
  { video: 'v144', voice: 'voice-low' },
  { video: 'v240', voice: 'voice-high' },
  { video: 'still', voice: 'voice-low' },
  { video: null, voice: 'voice-low' },
] as const

/**
 * Multivariant playlist of renditions by name; pictures that are not there are left out. Voice is a rendition of its
 * own, beside video-only variants. `CLOSED-CAPTIONS=NONE` spares players the search for captions in the video.
 * @param texts    subtitle renditions
 * @param language of the voice
 */
export const formatMultivariant = (
  renditions: Readonly<Record<string, Rates>>,
  texts: readonly { language: string; name: string }[],
  language = 'en',
): string => {
  const voices = [...new Set(ladder.map(({ voice }) => voice))].map(
    (name) =>
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${name}",NAME="Voice",LANGUAGE="${language}",DEFAULT=YES,AUTOSELECT=YES,` +
      `CHANNELS="1",URI="${name}/index.m3u8"`,
  )
  const words = texts.map(
    ({ language, name }) =>
      `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="${name}",LANGUAGE="${language}",DEFAULT=NO,` +
      `AUTOSELECT=YES,FORCED=NO,URI="text-${language}/index.m3u8"`,
  )
  const variants = ladder.flatMap(({ video, voice }) => {
    const sound = renditions[voice]
    const picture = video === null ? undefined : renditions[video]
    if (!sound || (video !== null && !picture)) return []
    const parts = picture ? [picture, sound] : [sound]
    const sum = (key: 'peak' | 'average') => parts.reduce((total, part) => total + part[key], 0)
    const attributes = [
      `BANDWIDTH=${sum('peak')}`,
      `AVERAGE-BANDWIDTH=${sum('average')}`,
      `CODECS="${parts.map(({ codec }) => codec).join(',')}"`,
      ...(picture
        ? [
            `RESOLUTION=${picture.width}x${picture.height}`,
            `FRAME-RATE=${(picture.frameRate ?? 0).toFixed(3)}`,
          ]
        : []),
      `AUDIO="${voice}"`,
      ...(texts.length > 0 ? ['SUBTITLES="text"'] : []),
      'CLOSED-CAPTIONS=NONE',
    ]
    return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, `${video ?? voice}/index.m3u8`]
  })
  const head = ['#EXTM3U', '#EXT-X-VERSION:9', '#EXT-X-INDEPENDENT-SEGMENTS']
  return `${[...head, ...voices, ...words, ...variants].join('\n')}\n`
}

/** Multivariant playlist of a recording; its bit rates are measured. */
export const multivariant = (recording: Recording): string => {
  const names = ladder.flatMap(({ video, voice }) => (video === null ? [voice] : [video, voice]))
  return formatMultivariant(
    Object.fromEntries(names.map((name) => [name, measure(recording, name)])),
    Object.entries(recording.subtitles).map(([language, { name }]) => ({ language, name })),
  )
}
