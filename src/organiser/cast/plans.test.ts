import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pictureArguments, voiceArguments } from './arguments.ts'
import { parseInput, resumed } from './input.ts'
import { afterReader, nextAttempt, restartDelay } from './restart-delay.ts'
import { pictureRungs, voiceRungs } from './rungs.ts'
import { type Status, statusLine, summary } from './status.ts'

describe('inputs', () => {
  it.each([
    ['film.mp4', 'file', ['-re', '-i', 'file:film.mp4']],
    ['C:\\film.mp4', 'file', ['-re', '-i', 'file:C:\\film.mp4']],
    ['-', 'stdin', ['-i', 'pipe:0']],
    ['srt://10.0.0.1:9000?mode=listener', 'url', ['-i', 'srt://10.0.0.1:9000?mode=listener']],
    ['rtmp://a/b', 'url', ['-rw_timeout', '15000000', '-i', 'rtmp://a/b']],
    ['lavfi:sine', 'lavfi', ['-re', '-f', 'lavfi', '-i', 'sine']],
  ])('%s', (typed, kind, args) => {
    expect(parseInput(typed)).toEqual({ kind, typed, inputs: [args] })
  })
  it('of two devices are picture and sound', () => {
    const { inputs } = parseInput('device:v4l2:/dev/video0+alsa:default')
    expect(inputs.map((args) => args.slice(-3))).toEqual([
      ['v4l2', '-i', '/dev/video0'],
      ['alsa', '-i', 'default'],
    ])
    const args = voiceArguments(parseInput('device:v4l2:/dev/video0+alsa:default'), voiceRungs, true)
    expect(args.filter((_, index) => args[index - 1] === '-map')).toEqual(['1:a:0', '1:a:0', '0:v:0'])
  })
  it('wait for the sender when asked to', () => {
    expect(parseInput('rtmp://0.0.0.0/live', { listen: true }).inputs[0]).toEqual([
      '-listen',
      '1',
      '-i',
      'rtmp://0.0.0.0/live',
    ])
  })
  it.each(['', 'lavfi:', 'device:v4l2', 'device:'])('%j is none', (typed) => {
    expect(() => parseInput(typed)).toThrow()
  })
  it('of files go on where their reader died; live ones cannot', () => {
    expect(resumed(parseInput('a.mp4'), 61.5).inputs[0]).toEqual(['-ss', '61.500', '-re', '-i', 'file:a.mp4'])
    expect(resumed(parseInput('rtmp://a/b'), 61.5)).toEqual(parseInput('rtmp://a/b'))
  })
})

describe('arguments', () => {
  it('give each voice a descriptor of its own and hand pictures on as they are', () => {
    const args = voiceArguments(parseInput('a.mp4'), voiceRungs, true).join(' ')
    expect(args).toContain('-ar 24000 -ac 1 -flush_packets 1 -f adts pipe:3')
    expect(args).toContain('-ar 48000 -ac 1 -flush_packets 1 -f adts pipe:4')
    expect(args).toContain(
      '-map 0:v:0 -an -c:v copy -avoid_negative_ts disabled -flush_packets 1 -f matroska pipe:5',
    )
    expect(voiceArguments(parseInput('a.mp4'), voiceRungs, false).join(' ')).not.toContain('0:v:0')
  })
  it('begin every picture at the same moment of the voice, a key frame a segment', () => {
    const args = pictureArguments(pictureRungs, 4, 24).join(' ')
    expect(args).toContain('-copyts')
    for (const { frameRate } of pictureRungs) {
      expect(args).toContain(`fps=${frameRate}:start_time=24,setpts=PTS-24/TB`)
      expect(args).toContain(`-g ${frameRate * 4} -keyint_min ${frameRate * 4} -sc_threshold 0 -bf 0`)
    }
  })
})

describe('restarts', () => {
  it('come sooner first, never later than a quarter of a minute', () => {
    expect([1, 2, 3].map(restartDelay)).toEqual([500, 1000, 2000])
    fc.assert(
      fc.property(fc.nat(2000), (attempt) => {
        expect(restartDelay(attempt + 1)).toBeGreaterThanOrEqual(restartDelay(attempt))
        expect(restartDelay(attempt)).toBeLessThanOrEqual(15_000)
      }),
    )
    expect([nextAttempt(7, 31_000), nextAttempt(7, 2000)]).toEqual([1, 8])
  })
  it('follow anything but the end of a programme and an input that never spoke', () => {
    expect(afterReader('file', 0, true)).toBe('end')
    expect(afterReader('stdin', 0, true)).toBe('end')
    expect(afterReader('url', 0, true)).toBe('restart')
    for (const kind of ['file', 'url', 'device', 'stdin', 'lavfi'] as const) {
      expect(afterReader(kind, null, true)).toBe('restart')
      expect(afterReader(kind, 1, true)).toBe('restart')
      expect(afterReader(kind, 1, false)).toBe('fail')
    }
  })
})

it('tells what is sent, voice first', () => {
  const status: Status = {
    ms: 3_725_000,
    rungs: [
      { name: 'voice-low', seconds: 3720, bitrate: 20_400 },
      { name: 'v144', seconds: 3716, bitrate: 0 },
    ],
    voiceLag: 4200,
    pictureLag: null,
    restarts: { input: 1, pictures: 2, skips: 3 },
    free: 12_340_000_000,
  }
  expect(statusLine(status)).toBe(
    '01:02:05 | voice-low 3720 s 20 kbit/s | v144 3716 s 0 kbit/s | behind the clock: voice 4.2 s, pictures - | ' +
      'restarts 1 input, 2 pictures, pictures skipped 3x | 12.3 GB free',
  )
  expect(summary(status, 'out', 60)).toContain(
    'Sent 01:02:00 of programme in 01:02:05 to out, after 00:01:00 that lay there.',
  )
})
