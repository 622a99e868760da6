import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseVtt } from '../../shared/webvtt.ts'
import type { Segment } from '../hls/media-playlist.ts'
import { addLines, type Line, lineAt, linesOf } from './transcript.ts'
import { isEnough, nextWanted, type WordsReach } from './wanted.ts'

describe('WebVTT', () => {
  it('reads cues with times, voices and plain text', () => {
    const file = `\uFEFFWEBVTT - words
X-TIMESTAMP-MAP=LOCAL:00:00:08.000,MPEGTS:900000

NOTE not spoken

STYLE
::cue { color: red }

12
00:01.000 --> 00:03.500 align:start
<v.loud The Chair>We are <i>here</i> &amp;
we stay.</v>

01:02:03.004 --> 01:02:05.000
\u0622\u0648\u0627\u0632
`.replace(/\n/g, '\r\n')
    expect(parseVtt(file)).toEqual({
      map: { local: 8, mpegts: 10 },
      cues: [
        { starts: 1, ends: 3.5, speaker: 'The Chair', text: 'We are here & we stay.' },
        { starts: 3723.004, ends: 3725, speaker: null, text: '\u0622\u0648\u0627\u0632' },
      ],
    })
  })

  it('has nothing to say about what is no WebVTT, or malformed', () => {
    expect(parseVtt('<html>sign in</html>').cues).toEqual([])
    expect(parseVtt('WEBVTTX\n\n00:01.000 --> 00:02.000\nno').cues).toEqual([])
    expect(parseVtt('WEBVTT\n\n00:05.000 --> 00:02.000\nbackwards\n\nx --> y\nno times').cues).toEqual([])
  })

  it('never throws, whatever comes', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('WEBVTT', '\n', '-->', '00:01.000', ' ', '<', 'a') }),
        (text) => {
          expect(parseVtt(`WEBVTT\n\n${text}`).cues.every(({ starts, ends }) => starts <= ends)).toBe(true)
        },
      ),
    ))
})

describe('the transcript', () => {
  const vtt = 'WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:08.000,MPEGTS:0\n\n00:00:07.000 --> 00:00:09.000\nwe stay'

  it('puts words at their programme time, also words that began in the segment before', () =>
    expect(linesOf(vtt, 1_000_000)).toEqual([
      { starts: 999_000, ends: 1_001_000, speaker: null, text: 'we stay' },
    ]))

  const line = (starts: number, text: string): Line => ({ starts, ends: starts + 1000, speaker: null, text })

  it('holds each line once and in order, in whatever order and however often the segments come', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(300), { maxLength: 40 }),
        fc.infiniteStream(fc.nat(100)),
        (starts, order) => {
          const all = starts.map((at) => line(at * 100, `line ${at}`))
          const batches = [...all, ...all]
            .map((one) => ({ one, key: order.next().value }))
            .sort((a, b) => a.key - b.key)
          const built = batches.reduce<readonly Line[]>((lines, { one }) => addLines(lines, [one]), [])
          expect(built).toEqual([...all].sort((a, b) => a.starts - b.starts))
        },
      ),
    ))

  it('keeps the same array where nothing was new, so that nothing is drawn again', () => {
    const lines = [line(0, 'a'), line(2000, 'b')]
    expect(addLines(lines, [line(40, 'a')])).toBe(lines)
  })

  it('finds the line spoken at a time', () => {
    const lines = [line(0, 'a'), line(2000, 'b'), line(5000, 'c')]
    expect([-1, 0, 1999, 2000, 9000].map((time) => lineAt(lines, time))).toEqual([-1, 0, 0, 1, 2])
  })
})

describe('which words are fetched first', () => {
  const segments = Array.from(
    { length: 100 },
    (_, number): Segment => ({
      number,
      uri: `s${number}.vtt`,
      range: null,
      duration: 4,
      programme: number * 4000,
      part: 0,
      map: null,
    }),
  )

  it('goes from the place towards live, then backwards for three minutes', () => {
    const held = new Set<number>()
    const order: number[] = []
    for (;;) {
      const next = nextWanted(segments, held, 360_500)
      if (!next) break
      order.push(next.number)
      held.add(next.number)
    }
    expect(order.slice(0, 12)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 89, 88])
    expect(order.at(-1)).toBe(45)
  })

  it('has enough where the voice needs the link and far more is listed than is said soon', () => {
    const enough = (position: number | null, reach: WordsReach) => isEnough(segments, position, reach)
    expect(enough(340_000, 'soon')).toBe(true)
    expect(enough(365_000, 'soon')).toBe(false)
    expect(enough(365_000, 'now')).toBe(true)
    expect(enough(385_000, 'now')).toBe(false)
    expect(enough(340_000, 'all')).toBe(true)
    expect(enough(355_000, 'all')).toBe(false)
    expect(enough(null, 'soon')).toBe(false)
    expect(isEnough([], 0, 'soon')).toBe(false)
  })

  it('goes no further than it may', () => {
    const from = (reach: WordsReach, here: number[]) =>
      nextWanted(segments, new Set(here), 360_500, reach)?.number ?? null
    expect(from('soon', [90, 91, 92])).toBe(93)
    expect(from('soon', [90, 91, 92, 93])).toBeNull()
    expect(from('now', [])).toBe(90)
    expect(from('now', [90])).toBeNull()
    expect(from('all', [90, 91, 92, 93])).toBe(94)
    const untilLive = [90, 91, 92, 93, 94, 95, 96, 97, 98, 99]
    expect(from('all', untilLive)).toBe(89)
    expect(from('live', untilLive)).toBeNull()
    expect(from('live', [90])).toBe(91)
  })
})
