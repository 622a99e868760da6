import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  edgeOf,
  listedFrom,
  type MediaPlaylist,
  parseMediaPlaylist,
  renderMediaPlaylist,
} from './media-playlist.ts'

const url = 'https://mirror.example/voice/index.m3u8'
const start = Date.parse('2024-01-07T16:00:00Z')

const playlist = fc
  .record({
    first: fc.nat(1000),
    durations: fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 20 }),
    breaks: fc.uniqueArray(fc.nat(19)),
    event: fc.boolean(),
    ended: fc.boolean(),
  })
  .map(({ first, durations, breaks, event, ended }): MediaPlaylist => {
    let programme = start
    let part = 0
    const segments = durations.map((ms, at) => {
      if (at > 0 && breaks.includes(at)) part++
      const segment = {
        number: first + at,
        uri: new URL(`s${first + at}.m4s`, url).href,
        range: at % 3 === 0 ? { start: at * 10, end: at * 10 + 7 } : null,
        duration: ms / 1000,
        programme,
        part,
        map: { uri: new URL(`init${part}.mp4`, url).href, range: null },
      }
      programme += ms
      return segment
    })
    return { url, targetDuration: 6, segments, event, ended, skipUntil: null }
  })

describe('a media playlist', () => {
  it('reads as the same after it is written', () =>
    fc.assert(
      fc.property(playlist, (one) => {
        expect(parseMediaPlaylist(renderMediaPlaylist(one), url)).toEqual(one)
      }),
    ))

  it('tells the programme time of segments before and after the one that has a date', () => {
    const text = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:7
#EXTINF:4,
a.m4s
#EXT-X-PROGRAM-DATE-TIME:2024-01-07T16:00:04Z
#EXTINF:4,
b.m4s
#EXTINF:2,
c.m4s
`
    const read = parseMediaPlaylist(text, url)
    expect(read.segments.map(({ number, programme }) => [number, programme])).toEqual([
      [7, start],
      [8, start + 4000],
      [9, start + 8000],
    ])
    expect(edgeOf(read)).toBe(start + 10_000)
  })

  it('from a time on has all that is heard at that time or later, and nothing else', () =>
    fc.assert(
      fc.property(playlist, fc.integer({ min: -1000, max: 120_000 }), (one, after) => {
        const { segments, ...rest } = listedFrom(one, start + after)
        const heard = one.segments.filter(
          ({ programme, duration }) => (programme ?? 0) + duration * 1000 > start + after,
        )
        expect(segments).toEqual(heard.length > 0 ? heard : one.segments)
        expect(rest).toEqual({ ...one, segments: undefined })
      }),
    ))

  it('refuses what is no playlist', () => {
    expect(() => parseMediaPlaylist('<html>', url)).toThrow('manifest')
    expect(() => parseMediaPlaylist('#EXTM3U\n', url)).toThrow('manifest')
  })
})

describe('a delta update', () => {
  const full = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24.0
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-MAP:URI="init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2024-01-07T16:00:00Z
#EXTINF:4,
1.m4s
#EXTINF:4,
2.m4s
`
  const delta = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24.0
#EXT-X-MEDIA-SEQUENCE:1
#EXT-X-SKIP:SKIPPED-SEGMENTS=2
#EXTINF:4,
3.m4s
`
  it('is filled in from what is held: sequence, map and programme time go on', () => {
    const merged = parseMediaPlaylist(delta, url, parseMediaPlaylist(full, url))
    expect(merged.segments.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(merged.segments[2]).toMatchObject({
      uri: 'https://mirror.example/voice/3.m4s',
      programme: start + 8000,
      map: { uri: 'https://mirror.example/voice/init.mp4' },
    })
    expect(merged.skipUntil).toBe(24)
  })

  it('is refused where it skips what we never saw', () =>
    expect(() => parseMediaPlaylist(delta, url)).toThrow('manifest'))
})
