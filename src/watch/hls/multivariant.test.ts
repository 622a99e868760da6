import { describe, expect, it } from 'vitest'
import { parseMultivariant } from './multivariant.ts'

const base = 'https://mirror.example/broadcast/main.m3u8'
const own = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice-low",NAME="Voice",URI="voice-low/index.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice-high",NAME="Voice",URI="voice-high/index.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="اردو",LANGUAGE="ur",URI="text-ur/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=350000,CODECS="avc1.64000d,mp4a.40.2",RESOLUTION=426x240,FRAME-RATE=25.000,AUDIO="voice-high"
v240/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=120000,CODECS="avc1.42c00c,mp4a.40.2",RESOLUTION=256x144,FRAME-RATE=12.500,AUDIO="voice-low"
v144/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=26000,CODECS="avc1.42c00c,mp4a.40.2",RESOLUTION=256x144,FRAME-RATE=0.250,AUDIO="voice-low"
still/index.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=24000,CODECS="mp4a.40.2",AUDIO="voice-low"
voice-low/index.m3u8
`

describe('what a broadcast offers', () => {
  it('finds the leanest voice, the pictures from low to high without the still one, and the words', () => {
    const ladder = parseMultivariant(own, base)
    expect(ladder.voice).toEqual({
      uri: 'https://mirror.example/broadcast/voice-low/index.m3u8',
      bandwidth: 24_000,
      codec: 'mp4a.40.2',
    })
    expect(ladder.pictures.map(({ height, bandwidth }) => [height, bandwidth])).toEqual([
      [144, 96_000],
      [240, 326_000],
    ])
    expect([...ladder.words]).toEqual([['ur', 'https://mirror.example/broadcast/text-ur/index.m3u8']])
  })

  it('takes an audio-only variant of a muxed ladder as the voice', () => {
    const apple = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.4d401e,mp4a.40.2",RESOLUTION=640x360
mid.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.5"
sound.m3u8
`
    const ladder = parseMultivariant(apple, base)
    expect(ladder.voice).toMatchObject({ bandwidth: 64_000, codec: 'mp4a.40.5' })
    // Its own sound comes with it and is not heard: all of it is the picture's cost.
    expect(ladder.pictures.map(({ bandwidth }) => bandwidth)).toEqual([500_000])
    expect(ladder.muxed).toBe(true)
  })

  it('takes the leanest picture as the voice where sound comes only inside pictures, and counts it once', () => {
    const ladder = parseMultivariant(
      `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=500000,CODECS="avc1.4d401e,mp4a.40.5",RESOLUTION=640x360
mid.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=120000,CODECS="avc1.42c00c,mp4a.40.5",RESOLUTION=256x144
low.m3u8
`,
      base,
    )
    const uri = 'https://mirror.example/broadcast/low.m3u8'
    expect(ladder.voice).toEqual({ uri, bandwidth: 120_000, codec: 'mp4a.40.5' })
    expect(ladder.pictures.map((picture) => [picture.uri === uri, picture.bandwidth])).toEqual([
      [true, 0],
      [false, 500_000],
    ])
  })

  it('takes variants that name no codecs for whole ones, and finds no voice in pictures that say they are silent', () => {
    const list = (more: string) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=200000${more}\nonly.m3u8\n`
    const bare = parseMultivariant(list(''), base)
    expect([bare.voice?.bandwidth, bare.pictures.length]).toEqual([200_000, 1])
    const silent = parseMultivariant(list(',CODECS="avc1.42c00c",RESOLUTION=256x144'), base)
    expect([silent.voice, silent.pictures.length]).toEqual([null, 1])
  })

  it('refuses what is no playlist, as a captive portal sends it', () =>
    expect(() => parseMultivariant('<html>Please sign in</html>', base)).toThrow('manifest'))
})
