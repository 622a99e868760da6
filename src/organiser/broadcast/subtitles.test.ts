import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cue, cutVtt, formatVtt, parseVtt, timestamp } from './subtitles.ts'

const cue: Cue = { id: '2', starts: 3.5, ends: 9.25, text: 'Oil & light <tonight>' }

describe('a loop of subtitles', () => {
  it('is read back as it was written', () => {
    const cues = [{ id: '1', starts: 0, ends: 3.25, text: 'السلام علیکم' }, cue]
    expect(parseVtt(formatVtt(cues))).toEqual(cues)
  })
  it('writes hours', () => {
    expect(timestamp(3725.0405)).toBe('01:02:05.041')
  })
})

describe('a segment', () => {
  it('maps loop time to media time and keeps a cue whole', () => {
    expect(cutVtt([cue], 8, 4, 248)).toBe(
      'WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:08.000,MPEGTS:22320000\n\n' +
        '2\n00:00:03.500 --> 00:00:09.250\nOil &amp; light &lt;tonight&gt;\n',
    )
  })
  it('without words is still a WebVTT file', () => {
    expect(cutVtt([cue], 12, 4, 12)).toBe('WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:12.000,MPEGTS:1080000\n')
  })
  it('wraps its timestamp at 33 bits', () => {
    const late = 95_444 // 26.5 hours and a little
    expect(cutVtt([], 0, 4, late)).toContain(`MPEGTS:${late * 90_000 - 2 ** 33}`)
  })
  it('holds exactly the cues that show while it plays', () => {
    const cues = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 230_000 }), fc.integer({ min: 1, max: 9_000 }))
        .map(([from, length]) => ({
          starts: from / 1000,
          ends: (from + length) / 1000,
        })),
    )
    fc.assert(
      fc.property(cues, (times) => {
        const all = times.map((time, index) => ({ ...time, id: `${index + 1}`, text: 'words' }))
        for (let start = 0; start < 240; start += 4) {
          const showing = all.filter(
            ({ starts, ends }) => Math.max(starts, start) < Math.min(ends, start + 4),
          )
          expect(parseVtt(cutVtt(all, start, 4, start))).toEqual(showing)
        }
      }),
    )
  })
})
