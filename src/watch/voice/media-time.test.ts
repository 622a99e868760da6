import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bytes, concat, utf8 } from '../../shared/bytes.ts'
import { findBox } from './boxes.ts'
import { startTimeOf, timescaleOf } from './media-time.ts'
import { onlyTracks } from './only-tracks.ts'

const packed = (ticks: bigint): Uint8Array => {
  const body = concat(utf8('com.apple.streaming.transportStreamTimestamp\0'), new Uint8Array(8))
  new DataView(body.buffer).setBigUint64(body.length - 8, ticks)
  const title = concat(utf8('TIT2'), Uint8Array.of(0, 0, 0, 3, 0, 0), utf8('\0hi'))
  const frame = concat(utf8('PRIV'), Uint8Array.of(0, 0, 0, body.length, 0, 0), body)
  const head = concat(utf8('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, title.length + frame.length))
  return concat(head, title, frame, Uint8Array.of(0xff, 0xf1, 0x50, 0x80))
}

describe('when a voice segment starts', () => {
  it('is told by the ID3 tag of packed audio, up to 33 bits', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 33n - 1n }), (ticks) => {
        expect(startTimeOf(packed(ticks), null)).toBeCloseTo(Number(ticks) / 90_000, 6)
      }),
    ))

  it('is unknown for packed audio without it, or cut short', () => {
    expect(startTimeOf(Uint8Array.of(0xff, 0xf1, 0x50, 0x80), null)).toBeNull()
    expect(startTimeOf(packed(90_000n).subarray(0, 60), null)).toBeNull()
  })
})

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const source = '-f lavfi -i testsrc2=s=128x72:r=10:d=2 -f lavfi -i sine=r=24000:d=2'.split(' ')
const codecs = '-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -c:a aac'.split(' ')
const make = (...output: string[]): Bytes =>
  new Uint8Array(execFileSync('ffmpeg', ['-v', 'error', ...source, ...codecs, ...output, 'pipe:1']))

describe.runIf(hasFfmpeg)('sound beside a picture', () => {
  it('tells the time in MPEG-TS, though the picture comes first', () => {
    const both = make('-output_ts_offset', '7', '-f', 'mpegts')
    const start = startTimeOf(both, null)
    // ffmpeg's muxer puts 1.4 s before everything.
    expect(start).toBeGreaterThan(8.3)
    expect(start).toBeLessThan(8.5)
  })

  it('is taken out of fragmented MP4 without moving a byte', () => {
    const both = make('-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4')
    const at = findMoof(both)
    const [init, segment] = [both.slice(0, at), both.slice(at)]
    expect(timescaleOf(onlyTracks('soun', init, init))).toBe(24_000)
    for (const [kind, streams] of [
      ['soun', 'audio'],
      ['vide', 'video'],
    ] as const) {
      const alone = concat(onlyTracks(kind, init, init), onlyTracks(kind, init, segment))
      expect(alone).toHaveLength(both.length)
      const { stdout, stderr } = spawnSync('ffmpeg', '-v warning -i pipe:0 -f framecrc -'.split(' '), {
        input: alone,
      })
      expect(stderr.toString()).not.toMatch(/error|invalid/i)
      expect(stdout.toString().match(/#media_type \d: (\w+)/g)).toEqual([`#media_type 0: ${streams}`])
      // All of it is there: two seconds of each.
      expect(stdout.toString().split('\n').length).toBeGreaterThan(20)
    }
    expect(findBox(both, ['moof', 'traf'])).not.toBeNull()
  })

  it('is left as it is where there is nothing beside it', () => {
    const alone = make('-map', '1:a', '-movflags', '+frag_keyframe+empty_moov', '-f', 'mp4')
    expect(onlyTracks('soun', alone, alone)).toBe(alone)
  })
})

const findMoof = (file: Uint8Array): number => {
  const view = new DataView(file.buffer, file.byteOffset)
  let at = 0
  while (String.fromCharCode(...file.subarray(at + 4, at + 8)) !== 'moof') at += view.getUint32(at)
  return at
}
