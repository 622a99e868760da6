import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ffmpeg } from '../../broadcast/run.ts'
import { speechRate, writePcm } from '../../broadcast/speech.ts'
import { writeCaptions } from './captions.ts'
import { pairSentences } from './sentences.ts'
import { type Cue, createTrack, type Voice } from './voice.ts'

export interface SpeechOptions {
  /** The speech's item folder, with `en.md` and `ur.md`. */
  folder: string
  scratch: string
  voice: Voice
  /** Whether the line is cut in the middle of the last word. */
  cut: boolean
}

const betweenSentences = 0.35
const betweenParagraphs = 0.8
/** How much of the last word is lost, and the dead line after it, in seconds. */
const lost = 0.12
const deadLine = 1.5

/** `audio.m4a` (AAC-LC, mono, 24 kHz, 24 kbit/s) and its captions, spoken sentence by sentence. Returns when the last word ends. */
export const makeSpeech = async ({
  folder,
  scratch,
  voice,
  cut,
}: SpeechOptions): Promise<{ spoken: number }> => {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  const track = createTrack(voice, scratch)
  const cues: Cue[] = []
  track.silence(0.3)
  for (const paragraph of pairSentences(await read('en.md'), await read('ur.md'))) {
    for (const sentence of paragraph) {
      cues.push(await track.say(sentence))
      track.silence(betweenSentences)
    }
    track.silence(betweenParagraphs - betweenSentences)
  }
  const last = cues.at(-1)
  if (!last) throw new Error(`${folder}: nothing to say`)
  if (cut) {
    track.cutBack(track.seconds() - last.ends + lost)
    last.ends = track.seconds()
    track.silence(deadLine)
  }
  await writeCaptions(folder, 'audio', cues)
  await encodeVoice(track.samples(), join(folder, 'audio.m4a'), scratch)
  return { spoken: last.ends }
}

/** Raw sound as ffmpeg is to read it. */
export const pcmInput = (file: string): string[] => [
  '-f',
  's16le',
  '-ar',
  String(speechRate),
  '-ac',
  '1',
  '-i',
  file,
]

/** Speech for phones on bad links. `aformat` names the layout that raw sound does not have and `loudnorm` needs. */
export const voiceCodec: readonly string[] = [
  ...['-c:a', 'aac', '-b:a', '24k', '-ar', '24000'],
  ...[
    '-af',
    'aformat=channel_layouts=mono,loudnorm=I=-18:TP=-2,aresample=24000,aformat=channel_layouts=mono',
  ],
]

/** Keeps dates and versions out, so that the same words give the same file, and puts the index before the data. */
export const cleanFile: readonly string[] = ['-bitexact', '-map_metadata', '-1', '-movflags', '+faststart']

const encodeVoice = async (samples: Float32Array, target: string, scratch: string): Promise<void> => {
  const raw = join(scratch, 'voice.pcm')
  await writePcm(raw, samples)
  await ffmpeg(...pcmInput(raw), ...voiceCodec, ...cleanFile, target)
}
