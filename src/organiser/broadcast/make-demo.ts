/**
 * Makes the demo broadcast: `npx node src/organiser/broadcast/make-demo.ts [--out folder] [--pilot]`.
 * Needs ffmpeg, espeak-ng and the Noto and DejaVu fonts (Debian: ffmpeg espeak-ng fonts-noto-core fonts-dejavu-core).
 * `--pilot` mixes in a tone of 2000 + 50 * (second mod 64) Hz, from which a bench reads back what was really heard;
 * it is never part of the shipped broadcast.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { encodeVideo, encodeVoice, type Job, sizeOf, type VideoSettings } from './encode.ts'
import { melody } from './melody.ts'
import { multivariant } from './multivariant.ts'
import { canvas, script, stillScript } from './picture.ts'
import { scenes } from './programme.ts'
import type { Recording } from './recording.ts'
import { ffmpeg } from './run.ts'
import { type SpokenLine, speak, speechRate, writePcm } from './speech.ts'
import { type Cue, formatVtt } from './subtitles.ts'

const seconds = 240
const segmentSeconds = 4
const frameRate = 12
const limitBytes = 10 << 20

const shipped = new URL('../../../public/broadcast/', import.meta.url).pathname
const { values } = parseArgs({
  options: { out: { type: 'string', default: shipped }, pilot: { type: 'boolean', default: false } },
})
const { out, pilot } = values
if (pilot && out === shipped) throw new Error('a broadcast with a pilot tone is not shipped: give --out')

const scratch = await mkdtemp(join(tmpdir(), 'sada-broadcast-'))
const job: Job = { scratch, out, seconds, segmentSeconds }

/** Voice as 48 kHz PCM, levelled so that quiet words survive a phone's speaker. */
const makeVoice = async (): Promise<SpokenLine[]> => {
  const { samples, lines } = await speak(scenes, seconds, scratch)
  const anthem = lines.filter((line) => line.scene === 'anthem')
  melody(samples, speechRate, anthem[0]?.starts ?? 0, anthem.at(-1)?.ends ?? 0)
  await writePcm(join(scratch, 'speech.pcm'), samples)
  const speech = ['-f', 's16le', '-ar', String(speechRate), '-ac', '1', '-i', join(scratch, 'speech.pcm')]
  const level = 'acompressor=threshold=0.1:ratio=3:makeup=2,alimiter=limit=0.9:level=0,aresample=48000'
  const end = `apad,atrim=end_sample=${seconds * 48_000}`
  const tone = `aevalsrc='0.06*sin(2*PI*(2000+50*mod(floor(t+0.0000001),64))*t)':s=48000:d=${seconds}`
  const mixed = pilot
    ? [
        ...['-f', 'lavfi', '-i', tone, '-filter_complex'],
        `[0:a]${level},lowpass=f=1800,lowpass=f=1800[s];[s][1:a]amix=inputs=2:normalize=0,${end}`,
      ]
    : ['-af', `${level},${end}`]
  await ffmpeg(...speech, ...mixed, '-ac', '1', '-f', 's16le', join(scratch, 'voice.pcm'))
  return lines
}

const ground = (rate: number, length: number) => [
  '-f',
  'lavfi',
  '-i',
  `color=c=${canvas.ground}:s=${canvas.width}x${canvas.height}:r=${rate}:d=${length}`,
]

/** The picture once, lossless, for both video renditions to be scaled from. */
const makePicture = async (lines: readonly SpokenLine[]): Promise<void> => {
  await writeFile(join(scratch, 'picture.ass'), script(lines, seconds))
  await writeFile(join(scratch, 'still.ass'), stillScript())
  const filter = `ass=${join(scratch, 'picture.ass')}:shaping=complex,format=yuv420p`
  const lossless = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '0']
  await ffmpeg(...ground(frameRate, seconds), '-vf', filter, ...lossless, join(scratch, 'picture.mkv'))
}

const video = (width: number, height: number, level: string, kbps: number): VideoSettings => ({
  input: ['-i', join(scratch, 'picture.mkv')],
  filter: `scale=${width}:${height}:flags=lanczos`,
  ...{ width, height, frameRate, level, profile: 'high', passes: 2 },
  rate: ['-b:v', `${kbps}k`, '-maxrate', `${kbps * 1.2}k`, '-bufsize', `${kbps * 4}k`],
})

/** One key frame a segment and skipped frames: a picture for players that stop without one. */
const still: VideoSettings = {
  input: ground(1, seconds),
  filter: `ass=${join(scratch, 'still.ass')}:shaping=complex,scale=256:144:flags=lanczos`,
  ...{ width: 256, height: 144, frameRate: 1, level: '1.1', profile: 'baseline', passes: 1 },
  rate: ['-crf', '44'],
}

const cues = (lines: readonly SpokenLine[], language: 'en' | 'ur'): Cue[] =>
  lines.map((line, index) => ({
    id: String(index + 1),
    starts: Math.round(line.starts * 1000) / 1000,
    ends: Math.round(line.ends * 1000) / 1000,
    text: line[language],
  }))

try {
  await mkdir(out, { recursive: true })
  const lines = await makeVoice()
  await makePicture(lines)
  const recording: Recording = {
    format: 'sada-recording/1',
    seconds,
    segmentSeconds,
    renditions: {
      v240: await encodeVideo(job, 'v240', video(426, 240, '2.1', 130)),
      v144: await encodeVideo(job, 'v144', video(256, 144, '1.2', 55)),
      still: await encodeVideo(job, 'still', still),
      // ffmpeg's own AAC encoder overshoots on speech: asked for 14 and 40 kbit/s, these come out at 20 and 48.
      // A pilot tone lies above what the encoder would keep of a voice at that rate.
      'voice-low': await encodeVoice(job, 'voice-low', {
        sampleRate: 24_000,
        ...(pilot ? { bitrate: 16_000, cutoff: 5500 } : { bitrate: 14_000 }),
      }),
      'voice-high': await encodeVoice(job, 'voice-high', { sampleRate: 48_000, bitrate: 40_000 }),
    },
    subtitles: {
      en: { file: 'text-en.vtt', name: 'English' },
      ur: { file: 'text-ur.vtt', name: 'اردو' },
    },
  }
  await writeFile(join(out, 'text-en.vtt'), formatVtt(cues(lines, 'en')))
  await writeFile(join(out, 'text-ur.vtt'), formatVtt(cues(lines, 'ur')))
  await writeFile(join(out, 'main.m3u8'), multivariant(recording))
  await writeFile(join(out, 'index.json'), `${JSON.stringify(recording)}\n`)
  const bytes = await sizeOf((await readdir(out)).map((file) => join(out, file)))
  if (bytes > limitBytes)
    throw new Error(`${bytes} bytes are more than the ${limitBytes} the repository allows`)
  console.log(`${out}: ${(bytes / 1e6).toFixed(2)} MB`)
} finally {
  await rm(scratch, { recursive: true, force: true })
}
