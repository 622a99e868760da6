import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openRendition } from '../cast/rendition.ts'
import { frameSamples } from '../cast/rungs.ts'
import { frameEdge, mediaEnd, type Slot, slotOf } from '../cast/slots.ts'
import { fill, type Group } from '../cast/track.ts'
import { createScratch } from '../testing/source.ts'
import { decodeTime, find } from './boxes.ts'
import { openFolder, renditionNames, wholePlaces } from './folder-source.ts'
import { openRecording } from './open-recording.ts'

const main =
  '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice-low",URI="voice-low/index.m3u8"\n#EXT-X-STREAM-INF:AUDIO="voice-low"\nv144/index.m3u8\n'
const voice = (
  k: number,
  start: number,
  frames = frameEdge(k + 1, 4, 24_000) - frameEdge(k, 4, 24_000),
): Group => ({
  track: {
    timescale: 24_000,
    sampleTicks: frameSamples,
    media: {
      kind: 'audio',
      sampleRate: 24_000,
      channels: 1,
      config: Uint8Array.of(0x13, 0x08),
      bitrate: 14_000,
    },
  },
  samples: Array.from({ length: frames }, () => Uint8Array.of(k)),
  time: BigInt(Math.round(start * 24_000) + frameEdge(k, 4, 24_000) * frameSamples),
})
const picture = (k: number): Group => ({
  track: {
    timescale: 12_000,
    sampleTicks: 1000,
    media: {
      kind: 'video',
      width: 256,
      height: 144,
      sps: Uint8Array.of(0x67, 100, 0, 12),
      pps: Uint8Array.of(0x68),
    },
  },
  samples: Array.from({ length: 48 }, () => Uint8Array.of(k)),
  time: null,
})

/** A folder as two runs of a broadcast leave it: whole segments, a short one at the end of each. */
const record = async (folder: string): Promise<void> => {
  const slots: Slot[] = []
  const voices = await openRendition(folder, 'voice-low', 4)
  const pictures = await openRendition(folder, 'v144', 4)
  for (const whole of [5, 3]) {
    const run = {
      first: slots.length,
      start: mediaEnd(slots),
      date: 1_800_000_000_000 + slots.length * 60_000,
    }
    for (let k = 0; k <= whole; k++) {
      const slot = slotOf(run, k, 4, k === whole ? 1.28 : 4)
      await voices.publish(slot, fill(voice(k, run.start, k === whole ? 30 : undefined), slot, slots.length))
      await pictures.publish(slot, fill(picture(k), slot, slots.length))
      slots.push(slot)
    }
  }
  writeFileSync(`${folder}/main.m3u8`, main)
}

describe('a recorded folder', () => {
  it('is replayed for ever, voice and picture within a frame of each other', async () => {
    using scratch = createScratch()
    await record(scratch.folder)
    const { sources, segmentSeconds } = await openRecording(scratch.folder)
    expect([segmentSeconds, [...sources.keys()]]).toEqual([4, ['voice-low', 'v144']])
    const at = (name: string, n: number, timescale: number) =>
      Number(decodeTime(sources.get(name)!.segment(n))) / timescale
    let listed = 0
    for (let n = 0; n < 200; n++) {
      expect(at('v144', n, 12_000)).toBe(n * 4)
      expect(Math.abs(at('voice-low', n, 24_000) - n * 4)).toBeLessThan(frameSamples / 24_000)
      expect(Math.abs(at('voice-low', n, 24_000) - listed)).toBeLessThan(0.001)
      listed += sources.get('voice-low')!.duration(n)
      // Eight whole segments are repeated; their content goes together.
      const said = [0, 1, 2, 3, 4, 0, 1, 2][n % 8]!
      for (const name of ['voice-low', 'v144']) expect(sources.get(name)!.segment(n).at(-1)).toBe(said)
      const [mfhd] = find(sources.get('v144')!.segment(n), 'moof/mfhd')
      expect(Buffer.from(sources.get('v144')!.segment(n)).readUInt32BE(mfhd!.body + 4)).toBe(n + 1)
    }
  })
  it('that holds nothing whole is refused', async () => {
    using scratch = createScratch()
    const voices = await openRendition(scratch.folder, 'voice-low', 4)
    const slot = slotOf({ first: 0, start: 0, date: 0 }, 0, 4, 1.28)
    await voices.publish(slot, fill(voice(0, 0, 30), slot, 0))
    writeFileSync(scratch.in('main.m3u8'), main.replace('v144', 'voice-low'))
    await expect(openFolder(scratch.folder)).rejects.toThrow('no whole segment')
  })
  it('names its renditions once each', () => {
    expect(renditionNames(`${main}voice-low/index.m3u8\n`)).toEqual(['voice-low', 'v144'])
  })
  it('is used where every rendition is whole', () => {
    const entry = (seconds: number, map = 'init.mp4') => ({ seconds, map })
    const voices = [entry(4.01), entry(3.99), entry(0.5), entry(4, 'init-1.mp4'), entry(4)]
    expect(wholePlaces([voices, voices.slice(0, 4)], 4)).toEqual([0, 1])
    expect(wholePlaces([], 4)).toEqual([])
  })
})
