import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProject } from '../project.ts'
import { makeAnthem } from './media/anthem.ts'
import { makeFilm } from './media/film.ts'
import { makeSlides } from './media/slides.ts'
import { makeSpeech } from './media/speech.ts'

/*
 * Makes all pictures, sound and film of the demo edition again, from the texts beside them and the scripts in media/:
 *
 *   npx node src/organiser/demo/make-media.ts [speeches] [slides] [anthem] [film]
 *
 * Needs ffmpeg (with libx264, libwebp and librsvg; not for the slides) and espeak-ng, both from Debian, and the font Noto Nastaliq Urdu. What it makes is
 * committed, so builds never need it. Run it after changing a speech, then put the printed break into the Chair's `cutAt`.
 */

const items = inProject('src/organiser/demo/edition/items')
const wanted = process.argv.slice(2)
const wants = (part: string): boolean => wanted.length === 0 || wanted.includes(part)
const scratch = await mkdtemp(join(tmpdir(), 'sada-media-'))
try {
  if (wants('speeches')) {
    const chair = await makeSpeech({
      folder: join(items, '110-chairs-address'),
      scratch,
      voice: { name: 'en-gb+f2', pitch: 52, pace: 158 },
      cut: true,
    })
    console.log(`The Chair is cut off at ${chair.spoken.toFixed(2)} s`)
    const others = [
      ['120-evening-class', { name: 'en-gb+m3', pitch: 38, pace: 160 }],
      ['130-price-of-a-canal', { name: 'en-gb-scotland+f3', pitch: 44, pace: 155 }],
      ['140-nine-time-zones', { name: 'en-us+f4', pitch: 56, pace: 165 }],
    ] as const
    for (const [name, voice] of others)
      await makeSpeech({ folder: join(items, name), scratch, voice, cut: false })
  }
  if (wants('slides')) await makeSlides(join(items, '210-lamp-carriers'))
  if (wants('anthem')) await makeAnthem(join(items, '310-one-small-flame'), scratch)
  if (wants('film')) await makeFilm(join(items, '410-one-tap'), scratch)
} finally {
  await rm(scratch, { recursive: true, force: true })
}
