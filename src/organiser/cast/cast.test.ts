import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { concat } from '../../shared/bytes.ts'
import { runToEnd, start } from '../testing/command.ts'
import { faultsOf, listingsOf } from '../testing/folder-check.ts'
import { createScratch } from '../testing/source.ts'
import { type Cast, openCast } from './cast.ts'
import { parseInput } from './input.ts'

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
if (!hasFfmpeg) console.warn('ffmpeg is not installed: the tests of a real broadcast are skipped')

/** A flash and a tone together, half a second every two: what is seen and what is heard can be compared. */
const live =
  "lavfi:nullsrc=s=64x36:r=25,geq=lum='255*lt(mod(T,2),0.5)':cb=128:cr=128[out0];" +
  "aevalsrc='0.5*lt(mod(t,2),0.5)*sin(2*PI*440*t)':s=48000[out1]"

const begin = (out: string, log: string[] = []): Promise<Cast> =>
  openCast({
    input: parseInput(live),
    out,
    segmentSeconds: 2,
    voiceOnly: false,
    language: 'en',
    log: (line) => log.push(line),
  })
/** Waits until something is true, checking the folder all the while. */
const until = async (out: string, cast: Cast, true_: () => boolean): Promise<void> => {
  let over = false
  cast.done
    .finally(() => {
      over = true
    })
    .catch(() => undefined)
  while (!true_()) {
    expect(faultsOf(out)).toEqual([])
    if (over) return cast.done
    await sleep(50)
  }
}
const counts = (out: string): number[] => [...listingsOf(out).values()].map(({ length }) => length)
const least = (out: string): number => (counts(out).length < 5 ? 0 : Math.min(...counts(out)))

/** Seconds at which a rendition's first segments, decoded, become loud or bright. */
const onsets = (
  out: string,
  name: string,
  output: string[],
  each: number,
  loud: (at: number, bytes: Buffer) => boolean,
): number[] => {
  const entries = listingsOf(out)
    .get(name)!
    .filter((_, n) => n < 3)
  const files = [entries[0]!.map, ...entries.map(({ uri }) => uri)]
  const input = concat(...files.map((file) => new Uint8Array(readFileSync(join(out, name, file)))))
  const decoded = execFileSync('ffmpeg', ['-v', 'error', '-i', 'pipe:0', ...output, 'pipe:1'], {
    input,
    maxBuffer: 1 << 28,
  })
  const found: number[] = []
  let quietUntil = -1
  for (let at = 0; at * each < decoded.length; at++) {
    if (!loud(at, decoded)) continue
    if (at > quietUntil) found.push(at)
    // A tone crosses zero: only half a second of quiet is an end.
    quietUntil = at + Number(output.at(1)) / 2
  }
  // Voice ends at a frame, which may lie a little after the third segment's end.
  return found.map((at) => at / Number(output.at(1))).filter((time) => time < 5.9)
}

describe.skipIf(!hasFfmpeg)('a real broadcast', () => {
  it('is whole at every moment, keeps voice and picture together, and survives its encoders', {
    timeout: 120_000,
  }, async () => {
    using scratch = createScratch()
    const out = scratch.in('out')
    const log: string[] = []
    const cast = await begin(out, log)
    await until(out, cast, () => least(out) >= 3)
    const first = least(out)
    process.kill(cast.take!.pictures!.pid!, 'SIGKILL')
    await until(out, cast, () => least(out) >= first + 3)
    expect(cast.restarts).toMatchObject({ input: 0, pictures: 1 })
    const second = cast.slots.length
    process.kill(cast.take!.pid!, 'SIGKILL')
    await until(out, cast, () => least(out) >= second + 2)
    expect(cast.restarts.input).toBe(1)
    cast.stop()
    await until(out, cast, () => false)
    expect(faultsOf(out)).toEqual([])
    expect(new Set(counts(out)).size).toBe(1)
    for (const [name, entries] of listingsOf(out)) {
      expect(entries.filter(({ discontinuity }) => discontinuity)).toHaveLength(1)
      expect(readFileSync(join(out, name, 'index.m3u8'), 'utf8')).toMatch(/#EXT-X-ENDLIST\n$/)
    }
    expect(log.join('\n')).toMatch(
      /pictures stopped, voice goes on[\s\S]*the input stopped; opening it again/,
    )

    const heard = onsets(
      out,
      'voice-low',
      ['-ar', '24000', '-f', 's16le'],
      2,
      (at, pcm) => Math.abs(pcm.readInt16LE(at * 2)) > 3000,
    )
    const seen = onsets(
      out,
      'v144',
      ['-r', '12', '-vf', 'crop=64:36,scale=1:1,format=gray', '-f', 'rawvideo'],
      1,
      (at, grey) => grey[at]! > 128,
    )
    expect(heard).toHaveLength(3)
    expect(seen).toHaveLength(heard.length)
    for (const [index, time] of seen.entries())
      expect(Math.abs(time - heard[index]!)).toBeLessThanOrEqual(1 / 12)
  })
  it('goes on after what a folder holds, and leaves it as it was', { timeout: 120_000 }, async () => {
    using scratch = createScratch()
    const out = scratch.in('out')
    const once = async (enough: number) => {
      const cast = await begin(out)
      await until(out, cast, () => cast.slots.length >= enough && least(out) > 0)
      cast.stop()
      await cast.done
    }
    await once(2)
    const before = listingsOf(out)
    const files = new Map(
      [...before.keys()].flatMap((name) =>
        readdirSync(join(out, name))
          .filter((file) => file !== 'index.m3u8')
          .map((file) => [join(out, name, file), readFileSync(join(out, name, file))] as const),
      ),
    )
    const length = counts(out)[0]!
    await once(length + 2)
    for (const [file, bytes] of files) expect(readFileSync(file).equals(bytes)).toBe(true)
    for (const [name, entries] of listingsOf(out)) {
      expect(entries.slice(0, length)).toEqual(before.get(name))
      expect(entries[length]!.discontinuity).toBe(true)
    }
    expect(faultsOf(out)).toEqual([])
  })
  it('ends on Ctrl+C with a summary, and says what stands in the way', { timeout: 60_000 }, async () => {
    using scratch = createScratch()
    const out = scratch.in('out')
    await using running = start(['broadcast', live, '--out', out, '--voice-only', '--segment', '2'])
    await expect.poll(() => counts(out)[0] ?? 0, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(await running.end('SIGINT')).toBe(0)
    expect(running.stdout()).toMatch(/Sent 00:00:\d\d of programme in .*\n {2}voice-low \d+ s/)
    expect(faultsOf(out)).toEqual([])

    const refused = async (...argv: string[]) => {
      const { code, err } = await runToEnd(['broadcast', ...argv])
      return { code, err }
    }
    writeFileSync(scratch.in('words.txt'), 'no sound in here')
    expect(await refused(scratch.in('nowhere.mp4'), '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot open the input .*nowhere\.mp4[\s\S]*No such file/),
    })
    expect(await refused(scratch.in('words.txt'), '--out', out)).toMatchObject({ code: 1 })
    expect(await refused('lavfi:testsrc=s=64x36:d=1', '--out', out)).toMatchObject({
      err: expect.stringContaining('there is no sound'),
    })
    expect(await refused('lavfi:sine=d=1', '--out', scratch.in('words.txt'))).toMatchObject({
      err: expect.stringContaining('cannot write to'),
    })
  })
})

it('says how to install ffmpeg where it is missing', async () => {
  using scratch = createScratch()
  const { code, err } = await runToEnd(['broadcast', 'a.mp4', '--out', scratch.in('out')], {
    PATH: scratch.folder,
  })
  expect([code, err]).toEqual([1, expect.stringContaining('ffmpeg is not installed')])
})
it('refuses a folder that another broadcast writes to', async () => {
  using scratch = createScratch()
  writeFileSync(scratch.in('broadcast.pid'), String(process.ppid))
  await expect(begin(scratch.folder)).rejects.toThrow('another broadcast')
})
