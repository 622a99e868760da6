import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ffmpeg } from '../../broadcast/run.ts'
import { writePcm } from '../../broadcast/speech.ts'
import { writeCaptions } from './captions.ts'
import { type Shot, shots } from './film-shots.ts'
import { cleanFile, pcmInput, voiceCodec } from './speech.ts'
import { type Cue, createTrack } from './voice.ts'

const framesPerSecond = 12
const betweenSentences = 0.4
const betweenShots = 0.9

/** Moves the camera evenly over `frames` frames of one picture, and fades it in and out of black. */
const move = ({ camera: { from, to } }: Shot, frames: number): string => {
  const [zoom, x, y] = from.map(
    (start, index) => `(${start}+${((to[index] ?? start) - start).toFixed(4)}*on/${frames})`,
  )
  const pan = `zoompan=z='${zoom}':x='iw*${x}-iw/zoom/2':y='ih*${y}-ih/zoom/2':d=${frames}:s=426x240:fps=${framesPerSecond}`
  return `${pan},fade=in:0:4,fade=out:${frames - 5}:5`
}

/** `video.mp4` (H.264 426x240, AAC 24 kbit/s), its captions and `poster.webp`: the shots of film-shots.ts, as long as their words. */
export const makeFilm = async (folder: string, scratch: string): Promise<void> => {
  const track = createTrack({ name: 'en-gb+f3', pitch: 46, pace: 150 }, scratch)
  const cues: Cue[] = []
  const inputs: string[] = []
  const filters: string[] = []
  let shown = 0
  for (const [index, shot] of shots.entries()) {
    const picture = join(scratch, `${shot.name}.svg`)
    await writeFile(picture, shot.draw())
    track.silence(betweenShots / 2)
    for (const [at, sentence] of shot.said.entries()) {
      if (at > 0) track.silence(betweenSentences)
      cues.push(await track.say(sentence))
    }
    track.silence(index === shots.length - 1 ? 2 : betweenShots / 2)
    // Counted from the start, so that pictures never drift from the words.
    const frames = Math.round(track.seconds() * framesPerSecond) - shown
    shown += frames
    inputs.push('-i', picture)
    filters.push(`[${index}:v]${move(shot, frames)},format=yuv420p[v${index}]`)
  }
  const raw = join(scratch, 'film.pcm')
  await writePcm(raw, track.samples())
  await writeCaptions(folder, 'video', cues)
  const joined = `${shots.map((_, index) => `[v${index}]`).join('')}concat=n=${shots.length}[v]`
  const graph = [
    '-filter_complex',
    [...filters, joined].join(';'),
    '-map',
    '[v]',
    '-map',
    `${shots.length}:a`,
  ]
  const picture = [
    '-c:v',
    'libx264',
    '-preset',
    'veryslow',
    '-crf',
    '29',
    '-profile:v',
    'main',
    '-g',
    '60',
    '-tune',
    'animation',
  ]
  await ffmpeg(
    ...inputs,
    ...pcmInput(raw),
    ...graph,
    ...picture,
    ...voiceCodec,
    ...cleanFile,
    join(folder, 'video.mp4'),
  )
  const poster = join(scratch, 'lamp.svg')
  await ffmpeg(
    '-i',
    poster,
    '-vf',
    'scale=640:-2',
    '-c:v',
    'libwebp',
    '-quality',
    '72',
    '-bitexact',
    join(folder, 'poster.webp'),
  )
}
