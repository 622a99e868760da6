import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../shared/problem.ts'
import { createTail } from './tail.ts'

const url = 'https://mirror.example/voice/index.m3u8'
const head = `#EXTM3U
#EXT-X-TARGETDURATION:0.01
#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=24
#EXT-X-MEDIA-SEQUENCE:0
`
const segments = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `#EXTINF:4,\n${from + i}.m4s\n`).join('')
const end = '#EXT-X-ENDLIST\n'
const delta = (skipped: number, to: number): string =>
  `${head}#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}\n${segments(skipped, to)}`

/** Answers the addresses asked for one after the other; an error is thrown. */
const script = (...answers: (string | Error)[]) => {
  const asked: string[] = []
  const fetchText = async (at: string): Promise<string> => {
    asked.push(at)
    const answer = answers.shift() ?? new ProblemError('offline')
    if (answer instanceof Error) throw answer
    return answer
  }
  return { asked, options: { fetchText, random: () => 0 } }
}
const numbers = (tail: ReturnType<typeof createTail>) => tail.latest()?.segments.map(({ number }) => number)
const ended = (tail: ReturnType<typeof createTail>) =>
  new Promise<void>((resolve) => tail.subscribe((playlist) => playlist.ended && resolve()))

describe('waiting for what comes next', () => {
  const { signal } = new AbortController()
  it('answers when a segment is listed, at once where it is, and at the end of the broadcast', async () => {
    const { options } = script(head + segments(0, 2), head + segments(0, 2), delta(2, 3), delta(3, 3) + end)
    const tail = createTail(url, options)
    expect((await tail.listing(2, signal)).segments.at(-1)?.number).toBe(2)
    expect((await tail.listing(1, signal)).segments.at(-1)?.number).toBe(2)
    expect((await tail.listing(9, signal)).ended).toBe(true)
  })

  it('waits no longer than it is wanted', async () => {
    const { options } = script(head + segments(0, 2))
    const tail = createTail(url, options)
    const stop = new AbortController()
    const waiting = tail.listing(7, stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    tail.stop()
  })
})

describe('following a playlist', () => {
  it('asks again and again through outages and captive portals, until the broadcast ends', async () => {
    const { options } = script(
      new ProblemError('offline'),
      '<html>sign in</html>',
      head + segments(0, 2),
      new ProblemError('timeout'),
      delta(2, 3),
      delta(3, 4) + end,
    )
    const tail = createTail(url, options)
    const done = ended(tail)
    tail.start()
    await done
    expect(numbers(tail)).toEqual([0, 1, 2, 3])
  })

  it('asks for delta updates once it holds a playlist, and for the whole where a delta does not fit', async () => {
    const { asked, options } = script(head + segments(0, 2), delta(9, 10), head + segments(0, 10) + end)
    const tail = createTail(url, options)
    const done = ended(tail)
    tail.start()
    await done
    expect(asked).toEqual([url, `${url}?_HLS_skip=YES`, url])
    expect(numbers(tail)).toHaveLength(10)
  })

  it('asks more seldom while what is listed will do, and at once when that is over or it is woken', async () => {
    const playlists = [2, 3, 4].map((to) => head + segments(0, to))
    const { asked, options } = script(...playlists, playlists[2] + end)
    const tail = createTail(url, options)
    const looks: number[] = []
    tail.spare((playlist) => {
      looks.push(playlist.segments.length)
      return playlist.segments.length === 2 || (playlist.segments.length === 3 && looks.length < 9)
    })
    const heard = ended(tail)
    tail.start()
    await heard
    // Seven more waits at the first, which was enough to its end; one more at the second; none at the third.
    expect(looks).toEqual([2, 2, 2, 2, 2, 2, 2, 3, 3, 4])
    expect(asked).toHaveLength(4)
  })

  it('asks no sooner after a failure while what is listed will do', async () => {
    const { options } = script(head + segments(0, 2), new ProblemError('timeout'), delta(2, 3) + end)
    const tail = createTail(url, options)
    let looks = 0
    tail.spare(() => ++looks <= 10)
    const heard = ended(tail)
    tail.start()
    await heard
    // Seven times after the first answer; after the failure until it is no longer enough.
    expect(looks).toBe(11)
  })

  it('does not go back when a mirror lags', async () => {
    const { options } = script(head + segments(0, 5), head + segments(0, 3), head + segments(0, 6) + end)
    const tail = createTail(url, options)
    const seen: number[] = []
    tail.subscribe((playlist) => seen.push(playlist.segments.length))
    const done = ended(tail)
    tail.start()
    await done
    expect(seen).toEqual([5, 6])
  })

  it('answers from what it holds while that is young, and waits for the network when it is old', async () => {
    let now = 1_000_000
    const { asked, options } = script(head + segments(0, 2), delta(2, 3))
    const tail = createTail(url, { ...options, now: () => now })
    await tail.fresh(5000)
    tail.stop()
    now += 4000
    expect((await tail.fresh(5000)).segments).toHaveLength(2)
    now += 4000
    expect((await tail.fresh(5000)).segments).toHaveLength(3)
    tail.stop()
    expect(asked).toHaveLength(2)
  })

  it('stops waiting when nobody wants it any more', async () => {
    const stop = new AbortController()
    const tail = createTail(url, script().options)
    const waiting = tail.fresh(0, stop.signal)
    stop.abort()
    await expect(waiting).rejects.toThrow()
    tail.stop()
  })
})
