import { ProblemError } from '../../shared/problem.ts'
import { type Attributes, numberOf, parseAttributes } from './attributes.ts'

/** One picture of the ladder: a video-only (or muxed) variant. */
export interface Picture {
  uri: string
  /**
   * Peak bits a second that it takes beside the voice: of a muxed variant all of it, its own sound too, and nothing of the one that is the
   * voice already.
   */
  bandwidth: number
  width: number
  height: number
  frameRate: number | null
  codec: string
}

/** What a broadcast offers. Addresses are absolute. */
export interface Ladder {
  pictures: Picture[]
  /**
   * The leanest voice: a rendition, an audio-only variant or, where sound comes only inside pictures, the leanest of them (its playlist is then also
   * that picture's). `null` where nothing sounds.
   */
  voice: { uri: string; bandwidth: number; codec: string } | null
  /** Whether pictures have sound inside, which is not what is heard. */
  muxed: boolean
  /** Subtitle playlists by language tag. */
  words: ReadonlyMap<string, string>
}

interface Variant {
  attributes: Attributes
  uri: string
  bandwidth: number
}

/** Assumed where a playlist does not say: AAC-LC, and the bit rate of plain speech with its overhead. */
const voiceDefaults = { codec: 'mp4a.40.2', bandwidth: 32_000 }

const codecsOf = ({ attributes }: Variant): string[] =>
  (attributes.get('CODECS') ?? '').split(',').map((codec) => codec.trim())
const isVideoCodec = (codec: string): boolean => /^(avc|hvc|hev|vp0?9|av01|dv[ah])/.test(codec)
const isAudioCodec = (codec: string): boolean => /^(mp4a|ac-[34]|ec-3|opus|fLaC|alac)/i.test(codec)
/** A variant that names no codec is taken for a whole one, as such ladders mean it. */
const isPicture = (variant: Variant): boolean =>
  variant.attributes.has('RESOLUTION') ||
  !variant.attributes.has('CODECS') ||
  codecsOf(variant).some(isVideoCodec)
/** Whether it has sound inside: of its own, or of one for all. */
const isMuxed = (variant: Variant): boolean =>
  !variant.attributes.has('CODECS') || codecsOf(variant).some(isAudioCodec)

const readVariants = (lines: readonly string[], base: string): Variant[] =>
  lines.flatMap((line, at) => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return []
    const uri = lines.slice(at + 1).find((next) => next !== '' && !next.startsWith('#'))
    const attributes = parseAttributes(line)
    if (uri === undefined) return []
    return [{ attributes, uri: new URL(uri, base).href, bandwidth: numberOf(attributes, 'BANDWIDTH') ?? 0 }]
  })

const readMedia = (lines: readonly string[], type: string): Attributes[] =>
  lines
    .filter((line) => line.startsWith('#EXT-X-MEDIA:'))
    .map(parseAttributes)
    .filter((attributes) => attributes.get('TYPE') === type && attributes.has('URI'))

const leanestOf = (variants: readonly Variant[]): Variant | undefined =>
  [...variants].sort((a, b) => a.bandwidth - b.bandwidth)[0]

/** The voice whose variants ask least of the link; an audio-only variant tells its bit rate exactly. */
const leanestVoice = (variants: readonly Variant[], groups: readonly Attributes[], base: string) => {
  const alone = leanestOf(variants.filter((variant) => !isPicture(variant)))
  const whole = alone ?? (groups.length > 0 ? undefined : leanestOf(variants.filter(isMuxed)))
  const codec = (whole && codecsOf(whole).find(isAudioCodec)) || voiceDefaults.codec
  const cost = (group: string | undefined): number =>
    Math.min(
      ...variants.filter(({ attributes }) => attributes.get('AUDIO') === group).map((v) => v.bandwidth),
    )
  const named = alone && groups.find((group) => group.get('GROUP-ID') === alone.attributes.get('AUDIO'))
  const group = named ?? [...groups].sort((a, b) => cost(a.get('GROUP-ID')) - cost(b.get('GROUP-ID')))[0]
  const uri = group?.get('URI')
  if (uri !== undefined) {
    const bandwidth = named && alone ? alone.bandwidth : voiceDefaults.bandwidth
    return { uri: new URL(uri, base).href, bandwidth, codec }
  }
  return whole ? { uri: whole.uri, bandwidth: whole.bandwidth, codec } : null
}

/** A still level (a picture every few seconds) adds nothing to our own voice rung and costs bytes, so it is left out. */
const slowestFrameRate = 2

/**
 * Reads a multivariant playlist (RFC 8216 section 4.3.4).
 * @param base address it was read from
 * @throws ProblemError `manifest` where it is none or offers neither picture nor voice
 */
export const parseMultivariant = (text: string, base: string): Ladder => {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  if (!lines[0]?.startsWith('#EXTM3U')) throw new ProblemError('manifest', 'not a playlist')
  const variants = readVariants(lines, base)
  const voice = leanestVoice(variants, readMedia(lines, 'AUDIO'), base)
  const pictures = variants.filter(isPicture).flatMap((variant): Picture[] => {
    const [width = 0, height = 0] = (variant.attributes.get('RESOLUTION') ?? '').split('x').map(Number)
    const frameRate = numberOf(variant.attributes, 'FRAME-RATE')
    if (voice && frameRate !== null && frameRate < slowestFrameRate) return []
    const codec = codecsOf(variant).find(isVideoCodec) ?? 'avc1.42e01e'
    const apart = variant.attributes.has('AUDIO') || variant.uri === voice?.uri
    const bandwidth = apart ? variant.bandwidth - (voice?.bandwidth ?? 0) : variant.bandwidth
    const least = variant.uri === voice?.uri ? 0 : 1000
    return [{ uri: variant.uri, bandwidth: Math.max(least, bandwidth), width, height, frameRate, codec }]
  })
  if (!voice && pictures.length === 0) throw new ProblemError('manifest', 'no picture and no voice')
  const subtitles = readMedia(lines, 'SUBTITLES').map((attributes): [string, string] => [
    attributes.get('LANGUAGE') ?? 'und',
    new URL(attributes.get('URI') ?? '', base).href,
  ])
  return {
    pictures: pictures.sort((a, b) => a.bandwidth - b.bandwidth),
    voice,
    muxed: variants.some((variant) => !variant.attributes.has('AUDIO') && isPicture(variant)),
    words: new Map(subtitles),
  }
}

/** The ladder with the one name of every file in it, whichever mirror told of it. */
export const nameLadder = (ladder: Ladder, nameOf: (address: string) => string): Ladder => ({
  ...ladder,
  pictures: ladder.pictures.map((picture) => ({ ...picture, uri: nameOf(picture.uri) })),
  voice: ladder.voice && { ...ladder.voice, uri: nameOf(ladder.voice.uri) },
  words: new Map([...ladder.words].map(([language, uri]) => [language, nameOf(uri)])),
})
