import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScratch } from '../testing/source.ts'
import { writeProblem } from './folder.ts'
import { openLane } from './lane.ts'
import { mainPlaylist } from './main-playlist.ts'
import { openRendition } from './rendition.ts'
import { pictureRungs, voiceRungs } from './rungs.ts'
import { mediaEnd, type Slot, slotOf } from './slots.ts'
import type { Group } from './track.ts'

const picture = pictureRungs[0]!
const voice = voiceRungs[0]
const group = (frames: number): Group => ({
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
  samples: Array.from({ length: frames }, (_, frame) => Uint8Array.of(frame)),
  time: null,
})
const never = (error: unknown) => {
  throw error
}

describe('a lane of pictures', () => {
  it('fills every slot of the voice in the end, whatever came and whenever', async () => {
    const runs = fc.array(
      fc.record({
        seconds: fc.array(fc.constantFrom(4, 4, 4, 1.5), { minLength: 1, maxLength: 6 }),
        /** Which slots a group comes for, with how many pictures. */
        came: fc.array(fc.option(fc.integer({ min: 1, max: 48 })), { maxLength: 8 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    await fc.assert(
      fc.asyncProperty(runs, async (history) => {
        using scratch = createScratch()
        const slots: Slot[] = []
        const rendition = await openRendition(scratch.folder, 'v144', 4)
        const lane = await openLane(picture, rendition, slots, never)
        let any = false
        for (const { seconds, came } of history) {
          const run = {
            first: slots.length,
            start: mediaEnd(slots),
            date: 1_800_000_000_000 + mediaEnd(slots) * 1000,
          }
          for (const [k, frames] of came.entries())
            if (frames !== null && k < seconds.length) {
              lane.put(run.first + k, group(frames))
              any = true
            }
          for (const [k, length] of seconds.entries()) slots.push(slotOf(run, k, 4, length))
          lane.giveUp(slots.length)
          await lane.settled()
        }
        const { entries } = rendition
        expect(entries).toHaveLength(any ? slots.length : 0)
        for (const [n, entry] of entries.entries()) {
          const { date, seconds, discontinuity } = slots[n]!
          expect(entry).toMatchObject({ date, discontinuity, uri: `s${n}.m4s`, map: 'init.mp4' })
          expect(Math.abs(entry.seconds - seconds)).toBeLessThan(0.004)
        }
      }),
      { numRuns: 25 },
    )
  })
  it('lists nothing that the leading lane has not listed', async () => {
    using scratch = createScratch()
    const slots: Slot[] = []
    const leading = await openLane(picture, await openRendition(scratch.folder, 'v240', 4), slots, never)
    const rendition = await openRendition(scratch.folder, 'v144', 4)
    const lane = await openLane(picture, rendition, slots, never, leading)
    slots.push(...[0, 1].map((k) => slotOf({ first: 0, start: 0, date: 0 }, k, 4)))
    lane.put(0, group(48))
    lane.put(1, group(48))
    await lane.settled()
    expect(rendition.listed).toBe(0)
    leading.put(0, group(48))
    await leading.settled()
    await lane.settled()
    expect([leading.rendition.listed, rendition.listed]).toEqual([1, 1])
  })
  it('waits for pictures that may still come', async () => {
    using scratch = createScratch()
    const slots = [0, 1, 2].map((k) => slotOf({ first: 0, start: 0, date: 0 }, k, 4))
    const rendition = await openRendition(scratch.folder, 'v144', 4)
    const lane = await openLane(picture, rendition, slots, never)
    lane.put(3, group(48)) // Ahead of the voice, and the first of all.
    await lane.settled()
    expect([rendition.entries.length, lane.held]).toEqual([3, 3])
    slots.push(slotOf({ first: 0, start: 0, date: 0 }, 3, 4), slotOf({ first: 0, start: 0, date: 0 }, 4, 4))
    lane.look()
    await lane.settled()
    expect([rendition.entries.length, lane.held]).toEqual([4, 3])
  })
  it('goes on after a restart with the last picture it wrote', async () => {
    using scratch = createScratch()
    const run = { first: 0, start: 0, date: 0 }
    const slots = [slotOf(run, 0, 4), slotOf(run, 1, 4)]
    const first = await openLane(picture, await openRendition(scratch.folder, 'v144', 4), slots, never)
    first.put(0, group(48))
    await first.settled()
    const rendition = await openRendition(scratch.folder, 'v144', 4)
    const again = await openLane(picture, rendition, slots, never)
    await again.settled()
    expect(rendition.entries).toHaveLength(2)
    expect(again.codec).toBe('avc1.64000c')
    expect(new Set(rendition.entries.map(({ map }) => map))).toEqual(new Set(['init.mp4']))
  })
  it('tells once that it cannot write', async () => {
    using scratch = createScratch()
    const slots = [slotOf({ first: 0, start: 0, date: 0 }, 0, 4)]
    const told: unknown[] = []
    const lane = await openLane(picture, await openRendition(scratch.folder, 'v144', 4), slots, (error) =>
      told.push(error),
    )
    rmSync(scratch.in('v144'), { recursive: true })
    lane.put(0, group(48))
    lane.put(1, group(48))
    await lane.settled()
    expect(told).toHaveLength(1)
  })
})

it('lists voice alone while pictures are late, and nothing before the voice', () => {
  const voices = voiceRungs.map((rung) => ({ rung, codec: 'mp4a.40.2' }))
  expect(
    mainPlaylist(
      [
        { rung: voice, codec: null },
        { rung: picture, codec: 'avc1.64000c' },
      ],
      'en',
    ),
  ).toBeNull()
  const alone = mainPlaylist([...voices, { rung: picture, codec: null }], 'ur')
  expect(alone).toMatch(
    /LANGUAGE="ur"[\s\S]*CODECS="mp4a.40.2",AUDIO="voice-low",CLOSED-CAPTIONS=NONE\nvoice-low\/index.m3u8\n$/,
  )
  expect(alone).not.toMatch(/v144|SUBTITLES/)
  expect(mainPlaylist([...voices, { rung: picture, codec: 'avc1.64000c' }], 'en')).toContain(
    '\nv144/index.m3u8\n',
  )
})
it('says what to do where a disk is full', () => {
  const problem = writeProblem('out', Object.assign(new Error(), { code: 'ENOSPC' }))
  expect(problem.message).toBe('the disk of out is full')
  expect(problem.advice).toMatch(/Free some space.*What was said so far stays whole/)
})
