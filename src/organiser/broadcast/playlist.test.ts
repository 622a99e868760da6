import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlaylist, type MediaPlaylist, skippable, skipUntilSeconds } from './playlist.ts'

const playlist = (count: number, extra: Partial<MediaPlaylist> = {}): MediaPlaylist => ({
  targetSeconds: 4,
  count,
  duration: (n) => (n % 2 === 0 ? 4.010667 : 3.989333),
  uri: (n) => `s${n}.m4s`,
  map: 'init.mp4',
  programDateTime: (n) => Date.UTC(2026, 0, 7, 16) + n * 4000,
  ...extra,
})

/** Segments of a playlist, each with the tags that belong to it, as a player reads them. */
const segments = (text: string): string[] => {
  const found: string[] = []
  let tags: string[] = []
  for (const line of text.trim().split('\n')) {
    if (/^#EXT(INF|-X-PROGRAM)/.test(line)) tags.push(line)
    else if (!line.startsWith('#')) {
      found.push([...tags, line].join(' '))
      tags = []
    }
  }
  return found
}
const skippedOf = (text: string) => Number(/SKIPPED-SEGMENTS=(\d+)/.exec(text)?.[1] ?? 0)

describe('a whole playlist', () => {
  it('reads as the specification asks', () => {
    expect(formatPlaylist(playlist(2))).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:9',
        '#EXT-X-TARGETDURATION:4',
        '#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=120.0',
        '#EXT-X-PLAYLIST-TYPE:EVENT',
        '#EXT-X-INDEPENDENT-SEGMENTS',
        '#EXT-X-MEDIA-SEQUENCE:0',
        '#EXT-X-MAP:URI="init.mp4"',
        '#EXT-X-PROGRAM-DATE-TIME:2026-01-07T16:00:00.000Z',
        '#EXTINF:4.01067,',
        's0.m4s',
        '#EXTINF:3.98933,',
        's1.m4s',
        '',
      ].join('\n'),
    )
  })
  it('only ever grows at its end', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(40), (count, more) => {
        expect(formatPlaylist(playlist(count + more)).startsWith(formatPlaylist(playlist(count)))).toBe(true)
      }),
    )
  })
  it('dates the first segment, every fifteenth and the first after a cut', () => {
    const date = (n: number) => n * 4000 + (n >= 7 ? 50_000 : 0)
    const dated = segments(formatPlaylist(playlist(33, { programDateTime: date })))
      .map((segment, n) => (segment.includes('DATE-TIME') ? n : -1))
      .filter((n) => n >= 0)
    expect(dated).toEqual([0, 7, 15, 30])
  })
})

describe('a delta update', () => {
  it('merged with what the player holds is the whole playlist', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(14), (held, more) => {
        const now = playlist(held + more)
        const delta = formatPlaylist(now, true)
        const skipped = skippedOf(delta)
        expect(skipped).toBeLessThanOrEqual(held)
        const old = segments(formatPlaylist(playlist(held)))
        expect([...old.slice(0, skipped), ...segments(delta)]).toEqual(segments(formatPlaylist(now)))
      }),
    )
  })
  it('lists everything within the skip boundary', () => {
    fc.assert(
      fc.property(fc.nat(400), (count) => {
        const now = playlist(count)
        let listed = 0
        for (let n = skippable(now); n < count; n++) listed += now.duration(n)
        if (skippable(now) > 0) expect(listed).toBeGreaterThanOrEqual(skipUntilSeconds)
        else expect(count).toBeLessThanOrEqual(31)
      }),
    )
  })
  it('is the whole playlist while nothing can be skipped', () => {
    expect(formatPlaylist(playlist(20), true)).toBe(formatPlaylist(playlist(20)))
  })
  it('stays small after a whole evening', () => {
    expect(formatPlaylist(playlist(4500), true).length).toBeLessThan(1400)
  })
})
