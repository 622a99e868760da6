import { describe, expect, it } from 'vitest'
import type { FailureKind, Score } from '../../link/mirrors.ts'
import { parseMediaPlaylist } from '../hls/media-playlist.ts'
import { breaksOf, diagnose, type Readings, type Trouble } from './diagnose.ts'

const now = Date.parse('2027-01-09T16:43:00Z')
const score: Score = {
  ...{ failures: 0, last: null, answeredAt: now - 1000, askedAt: now - 1000 },
  ...{ kbps: 300, edge: now - 4000, avoidUntil: 0, rank: 0 },
}
const good = { host: 'good.example', score }
const never = { host: 'never.example', score: { ...score, answeredAt: 0 } }
const bad = (kind: FailureKind, failures = 3) => ({
  host: `${kind}.example`,
  score: { ...score, failures, last: { kind, at: now - 2000 }, answeredAt: now - 30_000 },
})
const edge = {
  edge: now - 4000,
  advancedAt: now - 2000,
  answeredAt: now - 500,
  targetDuration: 4000,
  ended: false,
}
const fine: Readings = {
  ...{ now, online: true, mirrors: [good, good], edge, breaks: [] },
  ...{ position: now - 20_000, heldUntil: now - 4000 },
}
const since = now - 30_000
const silent = { ...edge, edge: now - 60_000, advancedAt: now - 60_000 }
const pause = { at: now - 90_000, until: now - 30_000 }

const table: [string, Partial<Readings>, Trouble | null][] = [
  ['all is well', {}, null],
  ['nothing is known yet', { mirrors: [never], edge: null }, null],
  [
    'a moment without an answer',
    { mirrors: [{ ...good, score: { ...score, failures: 1, last: { kind: 'refused', at: now } } }] },
    null,
  ],
  [
    'the phone is offline',
    { online: false, mirrors: [bad('refused'), bad('refused')] },
    { kind: 'phone-offline', since },
  ],
  ['the phone says it is offline and is not', { online: false }, null],
  ['a login page before everything', { mirrors: [bad('portal'), bad('refused')] }, { kind: 'portal', since }],
  ['a dead link', { mirrors: [bad('refused'), bad('silent')] }, { kind: 'link-dead', since }],
  ['all mirrors have lost it', { mirrors: [bad('missing'), bad('server')] }, { kind: 'origin-gone', since }],
  [
    'one has lost it, the other is out of reach',
    { mirrors: [bad('server'), bad('silent')] },
    { kind: 'origin-gone', since },
  ],
  [
    'one of two is blocked',
    { mirrors: [good, bad('refused')] },
    { kind: 'mirror-blocked', hosts: ['refused.example'] },
  ],
  [
    'both failed in one outage, and one answers again',
    {
      mirrors: [
        { ...good, score: { ...good.score, last: { kind: 'refused', at: now - 6000 } } },
        bad('refused'),
      ],
    },
    null,
  ],
  ['one of two failed once', { mirrors: [good, bad('refused', 1)] }, null],
  ['one is frozen, the other is not', { mirrors: [good, bad('frozen')] }, null],
  [
    'the speaker is cut off, and all is here',
    { edge: silent, heldUntil: silent.edge },
    { kind: 'speaker-cut', at: silent.edge, held: true },
  ],
  [
    'the speaker is cut off, and not all is here yet',
    { edge: silent, heldUntil: now - 80_000 },
    { kind: 'speaker-cut', at: silent.edge, held: false },
  ],
  ['the broadcast has ended', { edge: { ...silent, ended: true } }, null],
  [
    'the encoder went on after a minute',
    { breaks: [pause] },
    { kind: 'speaker-restarted', at: pause.at, seconds: 60 },
  ],
  ['that lies ahead of the listener', { breaks: [{ at: now - 10_000, until: now - 5000 }] }, null],
  ['that is long past', { breaks: [{ at: now - 300_000, until: now - 200_000 }] }, null],
]

describe('what is wrong', () => {
  it.each(table)('%s', (_, part, trouble) => expect(diagnose({ ...fine, ...part })).toEqual(trouble))
})

describe('breaks of a playlist', () => {
  const date = (seconds: number) =>
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(now + seconds * 1000).toISOString()}\n`
  const read = (text: string) =>
    breaksOf(parseMediaPlaylist(`#EXTM3U\n#EXT-X-TARGETDURATION:4\n${text}`, 'https://a.example/index.m3u8'))

  it('are holes in the dates and discontinuities, not seams', () => {
    expect(read(`${date(0)}#EXTINF:4,\na\n${date(4.02)}#EXTINF:4,\nb\n`)).toEqual([])
    expect(read(`${date(0)}#EXTINF:4,\na\n${date(30)}#EXTINF:4,\nb\n`)).toEqual([
      { at: now + 4000, until: now + 30_000 },
    ])
    expect(read(`${date(0)}#EXTINF:4,\na\n#EXT-X-DISCONTINUITY\n#EXTINF:4,\nb\n`)).toEqual([
      { at: now + 4000, until: now + 4000 },
    ])
  })
})
