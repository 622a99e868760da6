import { expect, it } from 'vitest'
import { placeOf } from '../../link/equal-addresses.ts'
import { createMirrors } from '../../link/mirror-board.ts'
import { parseMediaPlaylist } from './media-playlist.ts'
import { readMirrored } from './mirrored-tail.ts'

const hosts = ['https://a.example', 'https://b.example']
const playlist = (count: number, at: string) =>
  parseMediaPlaylist(
    [
      '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z',
      ...Array.from({ length: count }, (_, n) => `#EXTINF:4,\ns${n}.m4s`),
    ].join('\n'),
    at,
  )

/** Two mirrors whose playlists are so long at a moment (s), read every two seconds. @returns when the reader learnt of a segment, s */
const learn = async (
  long: readonly ((second: number) => number)[],
  urgent: boolean,
  seconds: number,
): Promise<{ grown: number[]; asked: number }> => {
  let second = 0
  const now = () => second * 1000 + 1_000_000
  const mirrors = createMirrors(
    hosts.map((host) => placeOf(`${host}/main.m3u8`)),
    { now, random: () => 1 },
  )
  mirrors.setUrgency(() => urgent)
  let held: ReturnType<typeof playlist> | null = null
  let advancedAt = 0
  let asked = 0
  const read = readMirrored(mirrors)({
    ...{ url: `${hosts[0]}/v.m3u8`, now, held: () => held, advancedAt: () => advancedAt },
    take(next) {
      if (held && next.segments.length < held.segments.length) return false
      const grew = next.segments.length > (held?.segments.length ?? 0)
      held = next
      if (grew) advancedAt = now()
      return grew
    },
    async readAt(from) {
      asked++
      const place = hosts.findIndex((host) => from.startsWith(host))
      return playlist(long[place]?.(second) ?? 0, from)
    },
  })
  const grown: number[] = []
  for (; second <= seconds; second += 2) if (await read(new AbortController().signal)) grown.push(second)
  return { grown, asked }
}
/** Later than the first look at it. */
const live = (second: number): number => 1 + Math.floor(second / 5)

it('finds out within a few seconds that a mirror is frozen, where the voice runs dry', async () => {
  const { grown } = await learn([() => 1, live], true, 30)
  // The other mirror lists the second segment from 5 s on; asked a moment before, it is asked again soon.
  expect(grown[1]).toBeLessThanOrEqual(6)
})

it('takes its time where there is voice enough, and asks less and less of a silent speaker', async () => {
  const { asked } = await learn([() => 1, () => 1], false, 300)
  const { asked: urgently } = await learn([() => 1, () => 1], true, 300)
  expect(asked).toBeLessThan(151 + 12)
  expect(urgently).toBeLessThan(151 + 16)
})
