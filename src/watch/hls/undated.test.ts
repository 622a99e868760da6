import { describe, expect, it } from 'vitest'
import { edgeOf, parseMediaPlaylist } from './media-playlist.ts'
import { createDating } from './undated.ts'

const list = (first: number, count: number, name = 'a') =>
  parseMediaPlaylist(
    [
      '#EXTM3U',
      '#EXT-X-TARGETDURATION:4',
      `#EXT-X-MEDIA-SEQUENCE:${first}`,
      ...Array.from({ length: count }, (_, n) => `#EXTINF:4,\n${name}${first + n}.ts`),
    ].join('\n'),
    `https://mirror.example/${name}.m3u8`,
  )
const startOf = ({ segments }: ReturnType<typeof list>, number: number) =>
  segments.find((segment) => segment.number === number)?.programme

describe('a broadcast without programme times', () => {
  it('ends now when it is first seen, and goes on from there as it grows and as its window moves', () => {
    let now = 1_000_000
    const date = createDating(() => now)
    const first = date(list(0, 5), null)
    expect(edgeOf(first)).toBe(1_000_000)
    now += 90_000
    const later = date(list(3, 6), first)
    expect(startOf(later, 4)).toBe(startOf(first, 4))
    expect(edgeOf(later)).toBe(1_016_000)
  })

  it('lays renditions side by side by their numbers', () => {
    const date = createDating(() => 1_000_000)
    const voice = date(list(10, 5), null)
    expect(startOf(date(list(12, 5, 'picture'), null), 13)).toBe(startOf(voice, 13))
  })

  it('leaves room for what was missed where the window has moved past all that was known', () => {
    const date = createDating(() => 1_000_000)
    const first = date(list(0, 5), null)
    expect(startOf(date(list(20, 5), first), 20)).toBe((startOf(first, 0) ?? 0) + 80_000)
  })
})
