import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '../../shared/problem.ts'
import { decodeTime, find } from './boxes.ts'
import { ladder } from './multivariant.ts'
import { type Recording, readRecording } from './recording.ts'
import { createReplay, type Replay } from './replay.ts'
import { parseVtt } from './subtitles.ts'

const folder = fileURLToPath(new URL('../../../public/broadcast', import.meta.url))
const started = Date.UTC(2026, 0, 7, 16, 10)
let now = started
let replay: Replay
let recording: Recording
let port = 0
const app = Fastify()

beforeAll(async () => {
  recording = await readRecording(folder)
  replay = await createReplay({ folder, now: () => now })
  replay.register(app)
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof ProblemError && error.key === 'not-found' ? 404 : 500).send(),
  )
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

/** A plain HTTP exchange: fetch would hide codings and validators. */
const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const sent = request({ host: '127.0.0.1', port, path: `/broadcast/${path}`, method, headers }).end()
  const [response] = await once(sent, 'response')
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  return { status: response.statusCode as number, headers: response.headers, body: Buffer.concat(parts) }
}
const names = () => Object.keys(recording.renditions)

describe('the shipped recording', () => {
  it('has renditions that end within half a frame of each other at every segment, and together at the loop', async () => {
    for (const name of names()) {
      const { timescale, segments, kind } = recording.renditions[name]!
      const tolerance = kind === 'audio' ? 512 / timescale : 0
      let at = 0
      segments.forEach(([, ticks], index) => {
        at += ticks / timescale
        expect(Math.abs(at - (index + 1) * recording.segmentSeconds)).toBeLessThanOrEqual(tolerance + 1e-9)
      })
      expect(at).toBeCloseTo(recording.seconds, 9)
    }
  })
  it('keeps the promised rates: still under 2 kbit/s, voices at about 20 and 48', () => {
    const kbps = (name: string) =>
      (recording.renditions[name]!.segments.reduce((sum, [bytes]) => sum + bytes, 0) * 8) / 240_000
    expect(kbps('still')).toBeLessThan(2)
    expect(kbps('voice-low')).toBeLessThan(22)
    expect(kbps('voice-high')).toBeLessThan(50)
    expect(kbps('v144')).toBeLessThan(60)
    expect(kbps('v240')).toBeLessThan(140)
  })
  it('says the same in both languages at the same times', async () => {
    const [en, ur] = await Promise.all(
      ['en', 'ur'].map(async (language) =>
        Promise.all(Array.from({ length: 60 }, (_, n) => get(`text-${language}/s${n}.vtt`))),
      ),
    )
    const times = (answers: typeof en) =>
      answers!.map(({ body }) =>
        parseVtt(body.toString()).map(({ id, starts, ends }) => ({ id, starts, ends })),
      )
    expect(times(en)).toEqual(times(ur))
    expect(times(en).every((cues) => cues.length > 0)).toBe(true)
  })
})

describe('playlists', () => {
  it('offer every step of the ladder', async () => {
    const { body, headers, status } = await get('main.m3u8')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/vnd.apple.mpegurl')
    expect(headers['access-control-allow-origin']).toBe('*')
    for (const { video, voice } of ladder)
      expect(body.toString()).toContain(`\n${video ?? voice}/index.m3u8\n`)
    expect(body.toString().match(/CLOSED-CAPTIONS=NONE/g)).toHaveLength(ladder.length)
  })
  it('start with ten minutes of past and grow by a segment each four seconds', async () => {
    const last = async () => (await get('v240/index.m3u8')).body.toString().trim().split('\n').at(-1)
    now = started
    expect(await last()).toBe('s149.m4s')
    now = started + 4000
    expect(await last()).toBe('s150.m4s')
  })
  it('are revalidated, compressed and small as delta updates', async () => {
    now = started + 5 * 3600_000
    const whole = await get('voice-low/index.m3u8', { 'accept-encoding': 'br' })
    const delta = await get('voice-low/index.m3u8?_HLS_skip=YES', { 'accept-encoding': 'br' })
    expect(whole.headers['cache-control']).toBe('no-cache')
    expect(whole.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(whole.body).toString()).toContain('s4649.m4s')
    expect(brotliDecompressSync(delta.body).toString()).toContain('#EXT-X-SKIP:SKIPPED-SEGMENTS=4620')
    expect(delta.body.length).toBeLessThan(400)
    const again = await get('voice-low/index.m3u8', {
      'accept-encoding': 'br',
      'if-none-match': whole.headers.etag!,
    })
    expect(again.status).toBe(304)
    now = started
  })
  it('stop growing while the speaker is cut', async () => {
    now = started
    replay.freeze()
    now += 60_000
    expect(replay.count).toBe(150)
    expect((await get('v240/s150.m4s')).status).toBe(404)
    replay.thaw()
    now += 4000
    expect((await get('still/index.m3u8')).body.toString()).toContain(
      '#EXT-X-PROGRAM-DATE-TIME:2026-01-07T16:11:00.000Z\n#EXTINF:4,\ns150.m4s',
    )
  })
})

describe('segments', () => {
  it('go on in time without gap or overlap, across loops, in every rendition', async () => {
    now = started + 600_000
    for (const name of names()) {
      const { timescale, segments } = recording.renditions[name]!
      let expected = 0n
      for (let n = 0; n < 130; n++) {
        const { body } = await get(`${name}/s${n}.m4s`)
        expect(decodeTime(body)).toBe(expected)
        const [mfhd] = find(body, 'moof/mfhd')
        expect(body.readUInt32BE(mfhd!.body + 4)).toBe(n + 1)
        expected += BigInt(segments[n % segments.length]![1])
      }
      expect(expected / BigInt(timescale)).toBeGreaterThan(515n)
    }
  })
  it('of text tell where in the media they belong', async () => {
    const early = (await get('text-ur/s5.vtt')).body.toString()
    const late = (await get('text-ur/s65.vtt')).body.toString()
    expect(early).toContain('X-TIMESTAMP-MAP=LOCAL:00:00:20.000,MPEGTS:1800000\n')
    expect(late).toContain('X-TIMESTAMP-MAP=LOCAL:00:00:20.000,MPEGTS:23400000\n')
    expect(parseVtt(late)).toEqual(parseVtt(early))
  })
  it('are immutable and can be continued where they broke', async () => {
    const whole = await get('v144/s3.m4s', { 'accept-encoding': 'br, gzip' })
    expect(whole.headers['cache-control']).toContain('immutable')
    expect(whole.headers['content-encoding']).toBeUndefined()
    expect(whole.headers['content-type']).toBe('video/mp4')
    const etag = whole.headers.etag!
    const rest = await get('v144/s3.m4s', { range: 'bytes=1000-', 'if-range': etag })
    expect(rest.status).toBe(206)
    expect(Buffer.concat([whole.body.subarray(0, 1000), rest.body])).toEqual(whole.body)
    const other = await get('v144/s3.m4s', { range: 'bytes=1000-', 'if-range': '"another"' })
    expect([other.status, other.body.length]).toEqual([200, whole.body.length])
  })
  it('answer HEAD and preflights', async () => {
    const head = await get('voice-low/init.mp4', {}, 'HEAD')
    expect([head.status, head.body.length, head.headers['content-type']]).toEqual([200, 0, 'audio/mp4'])
    expect((await get('voice-low/s1.m4s', {}, 'OPTIONS')).status).toBe(204)
  })
  it.each([
    'v240/s99999.m4s',
    'v240/s01.m4s',
    'v240/s1.vtt',
    'text-en/s1.m4s',
    'text-en/init.mp4',
    'v240/s-1.m4s',
    'v720/index.m3u8',
    'v240/..%2Findex.json',
  ])('%s is not there', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

it('keeps numbers and dates over a restart when it is told how far it had come', async () => {
  const before = await createReplay({ folder, now: () => now })
  const again = await createReplay({ folder, now: () => now + 100_000, progress: before.progress })
  expect(again.progress).toEqual(before.progress)
  expect(again.count).toBe(before.count + 100 / recording.segmentSeconds)
})
it('lets a speaker who was cut go on after a restart, without a gap in the numbers', async () => {
  const before = await createReplay({ folder, now: () => now })
  before.freeze()
  const again = await createReplay({ folder, now: () => now + 100_000, progress: before.progress })
  expect(again.frozen).toBe(false)
  expect(again.count).toBe(before.count)
  expect(again.progress.pauses).toEqual([{ segment: before.count, ms: 100_000 }])
})
it('refuses a folder without a recording', async () => {
  await expect(createReplay({ folder: '/nowhere' })).rejects.toThrow('index.json')
})
