import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat } from '../../shared/bytes.ts'
import { parseMediaPlaylist } from '../hls/media-playlist.ts'
import { parseMultivariant } from '../hls/multivariant.ts'
import { findBox } from './boxes.ts'
import { decodeTimeOf, startTimeOf, timescaleOf } from './media-time.ts'
import { slate } from './slate.ts'
import { slateInit, slateSegment } from './slate-media.ts'
import {
  isVoiceAddress,
  presentLadder,
  presentVoiceLevel,
  slateNumber,
  voiceLevelUri,
  voiceUri,
} from './voice-level.ts'

describe('the slate', () => {
  it('is less than 2 kB of source', () =>
    expect(statSync(new URL('slate.ts', import.meta.url)).size).toBeLessThan(2000))

  it('starts where it is asked to, far beyond 32 bits of ticks', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (start) => {
        expect(startTimeOf(slateSegment(1, start, 4), slateInit())).toBeCloseTo(start, 4)
      }),
    ))

  it('starts no earlier than the media: what lies a rounding error before them is their first moment', () => {
    const segment = slateSegment(1, -0.0002133, 4)
    expect(decodeTimeOf(segment)).toBe(0)
    expect(startTimeOf(segment, slateInit())).toBe(0)
  })

  it('lasts exactly as long as asked, whatever the length', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000 }), (ticks) => {
        const trun = findBox(slateSegment(1, 10, ticks / 90_000), ['moof', 'traf', 'trun'])!
        let sum = 0
        for (let row = 0; row < trun.getUint32(4); row++) sum += trun.getUint32(12 + row * 12)
        expect(sum).toBe(ticks)
      }),
    ))

  const ffmpeg = (() => {
    try {
      execFileSync('ffmpeg', ['-version'])
      return true
    } catch {
      return false
    }
  })()
  it.runIf(ffmpeg)('is a picture that a decoder decodes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slate-'))
    const file = join(folder, 'slate.mp4')
    writeFileSync(file, concat(slateInit(), slateSegment(1, 0, 4), slateSegment(2, 4, 4)))
    const raw = execFileSync('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'rawvideo', '-'], {
      maxBuffer: 2e6,
    })
    rmSync(folder, { recursive: true })
    expect(raw.length / (slate.width * slate.height * 1.5)).toBe(16)
  })

  it('says nothing about bytes that are no MP4', () => {
    const noise = new Uint8Array(200).fill(7)
    expect([timescaleOf(noise), decodeTimeOf(noise), startTimeOf(noise, null)]).toEqual([null, null, null])
  })
})

describe('the voice level', () => {
  const base = 'https://mirror.example/main.m3u8'
  const ladder = parseMultivariant(
    `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Voice",URI="voice.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=120000,CODECS="avc1.42c00c,mp4a.40.2",RESOLUTION=256x144,AUDIO="a"
v144.m3u8
`,
    base,
  )

  it('stands beside the pictures, on the same voice', () => {
    const seen = parseMultivariant(presentLadder(ladder), base)
    expect(seen.pictures.map(({ uri }) => uri)).toContain(voiceLevelUri)
    expect(seen.pictures).toHaveLength(2)
    expect(seen.voice?.uri).toBe(voiceUri)
  })

  it('has a slate for every segment of the voice, at the same programme time', () => {
    const url = 'https://mirror.example/voice.m3u8'
    const voice = parseMediaPlaylist(
      `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:41
#EXT-X-MAP:URI="init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2024-01-07T16:00:00Z
#EXTINF:3.97,
a.m4s
#EXT-X-DISCONTINUITY
#EXTINF:4,
b.m4s
`,
      url,
    )
    const level = parseMediaPlaylist(presentVoiceLevel(voice), voiceLevelUri)
    const plain = ({ number, duration, programme, part }: (typeof voice.segments)[number]) => ({
      number,
      duration,
      programme,
      part,
    })
    expect(level.segments.map(plain)).toEqual(voice.segments.map(plain))
    expect(level.segments.map(({ uri }) => slateNumber(uri))).toEqual([41, 42])
    expect(level.segments.every(({ uri, map }) => isVoiceAddress(uri) && isVoiceAddress(map!.uri))).toBe(true)
  })
})
