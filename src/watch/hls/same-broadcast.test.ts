import { expect, it } from 'vitest'
import { parseMediaPlaylist } from './media-playlist.ts'
import { renamed } from './same-broadcast.ts'

const name = (address: string): string => address.replace('//second.', '//first.')
const head = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:1\n'
const segment = (number: number): string => `#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\n${number}.m4s\n`

it('goes by one name at every mirror; what was known stays the same object, and so does a map that is told again', () => {
  const [first, second] = ['first', 'second'].map((host) => `https://${host}.example/voice/index.m3u8`)
  const date = '#EXT-X-PROGRAM-DATE-TIME:2024-01-07T16:00:00Z\n'
  const full = parseMediaPlaylist(`${head}${date}${segment(1)}${segment(2)}`, first!)
  const known = renamed(full, first!, name)
  expect(known.segments.map((one, i) => one === full.segments[i])).toEqual([true, true])

  const delta = `${head}#EXT-X-SKIP:SKIPPED-SEGMENTS=2\n${segment(3)}${segment(4)}`
  const { url, segments } = renamed(parseMediaPlaylist(delta, second!, known), first!, name)
  expect(url).toBe(first)
  expect(segments.map(({ uri }) => uri)).toEqual(
    [1, 2, 3, 4].map((number) => `https://first.example/voice/${number}.m4s`),
  )
  expect(segments.slice(0, 2).map((one, i) => one === full.segments[i])).toEqual([true, true])
  expect(new Set(segments.map(({ map }) => map)).size).toBe(1)
  expect(segments[3]?.map?.uri).toBe('https://first.example/voice/init.mp4')
})
