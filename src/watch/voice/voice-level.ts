import { type MediaPlaylist, renderMediaPlaylist } from '../hls/media-playlist.ts'
import type { Ladder } from '../hls/multivariant.ts'
import { slate } from './slate.ts'

/**
 * The voice level: a bottom video level that exists on this phone only. Its playlist is the voice rendition's own with
 * every segment replaced by a slate of the same length, so switching to it is an ordinary level switch that costs nothing.
 */

/** Never asked of any network: `.invalid` is reserved (RFC 2606 section 2). */
const host = 'https://voice.invalid/'
export const voiceLevelUri = `${host}level.m3u8`
export const slateInitUri = `${host}slate.mp4`
/** The voice as hls.js is told of it. A name of its own: hls.js plays no rendition beside a variant of the same address, as a muxed ladder has it. */
export const voiceUri = `${host}voice.m3u8`

export const isVoiceAddress = (uri: string): boolean => uri.startsWith(host)

/** Media sequence number of a slate's address; `null` for any other address. */
export const slateNumber = (uri: string): number | null => {
  const number = /^https:\/\/voice\.invalid\/(\d+)\.m4s$/.exec(uri)?.[1]
  return number === undefined ? null : Number(number)
}

/** Whether it is the picture in which the voice is: its bytes are the voice's, so that it never costs any of its own. */
export const isShared = ({ voice }: Pick<Ladder, 'voice'>, { uri }: { uri: string }): boolean =>
  uri === voice?.uri

/** The multivariant playlist as hls.js sees it: the pictures, the voice level below them, and one voice for all. */
export const presentLadder = ({ pictures, voice }: Ladder): string => {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  const level = (bandwidth: number, size: string, codec: string, uri: string) => {
    const codecs = voice ? `${codec},${voice.codec}` : codec
    const sound = voice ? ',AUDIO="voice"' : ''
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${size},CODECS="${codecs}"${sound},CLOSED-CAPTIONS=NONE`,
      uri,
    )
  }
  if (voice) {
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice",NAME="Voice",DEFAULT=YES,AUTOSELECT=YES,URI="${voiceUri}"`,
    )
    // The size orders hls.js's levels: below every real picture.
    level(voice.bandwidth, '16x9', slate.codec, voiceLevelUri)
  }
  for (const { uri, bandwidth, width, height, codec } of pictures)
    level(bandwidth + (voice?.bandwidth ?? 0), `${width}x${height}`, codec, uri)
  return `${lines.join('\n')}\n`
}

/** The voice level's media playlist, from the voice rendition's. */
export const presentVoiceLevel = (voice: MediaPlaylist): string =>
  renderMediaPlaylist(
    {
      ...voice,
      segments: voice.segments.map((segment) => ({
        ...segment,
        uri: `${host}${segment.number}.m4s`,
        range: null,
        map: { uri: slateInitUri, range: null },
      })),
    },
    { blocking: true },
  )
