import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createScratch } from '../testing/source.ts'
import { createMainWriter, mainPlaylist } from './main-playlist.ts'
import { pictureRungs, voiceRungs } from './rungs.ts'

it('is asked to write while a slow disk still writes: one after the other, and the newest stays', async () => {
  using scratch = createScratch()
  const [picture] = pictureRungs
  const voices = voiceRungs.map((rung) => ({ rung, codec: 'mp4a.40.2' }))
  const late = { rung: picture!, codec: null as string | null }
  const lanes = [...voices, late]
  const write = createMainWriter(scratch.folder, lanes, 'en')
  const writes = []
  // Each time there is something else to write, as when pictures come.
  for (let n = 0; n < 20; n++) {
    late.codec = `avc1.42c0${(10 + n).toString(16)}`
    writes.push(write(false))
    await new Promise(setImmediate)
  }
  await Promise.all(writes)
  expect(readFileSync(join(scratch.folder, 'main.m3u8'), 'utf8')).toBe(mainPlaylist(lanes, 'en'))
  expect(readdirSync(scratch.folder)).toEqual(['main.m3u8'])
})
