import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entry, formatListing, parseListing } from './listing.ts'

const epoch = Date.UTC(2027, 0, 9, 15)
/** Entries of several runs: within a run, each follows the one before; a run begins after a pause, and may have a format of its own. */
const histories = fc
  .array(
    fc.record({
      pauseMs: fc.integer({ min: 0, max: 600_000 }),
      frames: fc.array(fc.integer({ min: 1, max: 94 }), { minLength: 1, maxLength: 40 }),
      newMap: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((runs) => {
    const entries: Entry[] = []
    let [date, map] = [epoch, 0]
    for (const [index, { pauseMs, frames, newMap }] of runs.entries()) {
      if (index > 0) {
        date = Math.round(date + pauseMs)
        map += newMap ? 1 : 0
      }
      for (const [k, count] of frames.entries()) {
        const seconds = (count * 1024) / 24_000
        entries.push({
          uri: `s${entries.length}.m4s`,
          seconds,
          date,
          discontinuity: index > 0 && k === 0,
          map: map === 0 ? 'init.mp4' : `init-${map}.mp4`,
        })
        date += seconds * 1000
      }
    }
    return entries
  })

describe('a playlist on disk', () => {
  it('reads as the specification asks', () => {
    const entry = { seconds: 4.01066667, date: epoch, discontinuity: false, map: 'init.mp4' }
    const later = { ...entry, date: epoch + 60_000, discontinuity: true, map: 'init-1.mp4' }
    const entries = [
      { ...entry, uri: 's0.m4s' },
      { ...later, uri: 's1.m4s' },
    ]
    expect(formatListing({ targetSeconds: 4, entries, ended: true }).split('\n').slice(2)).toEqual([
      '#EXT-X-TARGETDURATION:4',
      '#EXT-X-PLAYLIST-TYPE:EVENT',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MEDIA-SEQUENCE:0',
      '#EXT-X-MAP:URI="init.mp4"',
      '#EXT-X-PROGRAM-DATE-TIME:2027-01-09T15:00:00.000Z',
      '#EXTINF:4.01067,',
      's0.m4s',
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP:URI="init-1.mp4"',
      '#EXT-X-PROGRAM-DATE-TIME:2027-01-09T15:01:00.000Z',
      '#EXTINF:4.01067,',
      's1.m4s',
      '#EXT-X-ENDLIST',
      '',
    ])
  })
  it('only ever grows at its end', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (entries, cut) => {
        const earlier = entries.slice(0, cut % (entries.length + 1))
        const list = (some: Entry[]) => formatListing({ targetSeconds: 4, entries: some, ended: false })
        expect(list(entries).startsWith(list(earlier))).toBe(true)
      }),
    )
  })
  it('is read back as it was written, dates to the millisecond', () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (entries, ended) => {
        const back = parseListing(formatListing({ targetSeconds: 4, entries, ended }))
        expect(back).toMatchObject({ targetSeconds: 4, ended })
        expect(back.entries.map(({ uri, discontinuity, map }) => ({ uri, discontinuity, map }))).toEqual(
          entries.map(({ uri, discontinuity, map }) => ({ uri, discontinuity, map })),
        )
        for (const [n, entry] of back.entries.entries())
          expect(Math.abs(entry.date - entries[n]!.date)).toBeLessThan(1.5)
      }),
    )
  })
  it.each(['', '<html>', '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\ns0.m4s\n'])('is not %j', (text) => {
    expect(() => parseListing(text)).toThrow()
  })
})
