import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Line, type Scene, speakers } from './programme.ts'
import { run } from './run.ts'

/** A line and where in the loop it is spoken, in seconds. */
export interface SpokenLine extends Line {
  scene: Scene['id']
  starts: number
  ends: number
}

/** espeak-ng's own sample rate; 240 s of it are a whole number of samples. */
export const speechRate = 22_050
const minGap = 0.12
const maxGap = 0.5

/** Samples of a mono 16-bit WAV as espeak-ng writes it, silence at both ends trimmed. */
export const samplesOf = (wav: Buffer): Int16Array => {
  const at = wav.indexOf('data', 12, 'latin1')
  if (at < 0) throw new Error('no data chunk in the WAV file')
  const body = wav.subarray(at + 8)
  const samples = new Int16Array(body.length >> 1)
  for (let index = 0; index < samples.length; index++) samples[index] = body.readInt16LE(index * 2)
  const quiet = (sample: number) => Math.abs(sample) < 200
  const first = samples.findIndex((sample) => !quiet(sample))
  const last = samples.findLastIndex((sample) => !quiet(sample))
  return first < 0 ? new Int16Array(0) : samples.subarray(first, last + 1)
}

const say = async (line: Line, wordsPerMinute: number, folder: string): Promise<Int16Array> => {
  const { voice, pitch } = speakers[line.by]
  const language = line.spoken ?? 'en'
  const file = join(folder, 'line.wav')
  const options = ['-v', voice[language], '-p', String(pitch), '-s', String(wordsPerMinute), '-w', file]
  await run('espeak-ng', [...options, line[language]])
  return samplesOf(await readFile(file))
}

/**
 * Speaks all scenes in exactly `seconds`: finds the pace at which the gaps between lines are short enough for the
 * voice never to seem lost (0.12 to 0.5 s), then spreads what is left evenly. Returns the samples at `speechRate`
 * and each line's place.
 */
export const speak = async (
  scenes: readonly Scene[],
  seconds: number,
  folder: string,
): Promise<{ samples: Float32Array; lines: SpokenLine[] }> => {
  const lines = scenes.flatMap((scene) => scene.lines.map((line) => ({ ...line, scene: scene.id })))
  const total = seconds * speechRate
  let [slow, fast] = [130, 200]
  while (slow <= fast) {
    const pace = (slow + fast) >> 1
    const said: Int16Array[] = []
    for (const line of lines) said.push(await say(line, pace, folder))
    const spoken = said.reduce((sum, samples) => sum + samples.length, 0)
    const gap = (total - spoken) / lines.length
    if (gap < minGap * speechRate) slow = pace + 1
    else if (gap > maxGap * speechRate) fast = pace - 1
    else return lay(lines, said, gap, total)
  }
  throw new Error('the programme does not fit its length at any pace; add or remove lines')
}

const lay = (
  lines: readonly (Line & { scene: Scene['id'] })[],
  said: readonly Int16Array[],
  gap: number,
  total: number,
): { samples: Float32Array; lines: SpokenLine[] } => {
  const samples = new Float32Array(total)
  let at = gap / 2
  const placed = lines.map((line, index) => {
    const own = said[index] ?? new Int16Array(0)
    const from = Math.round(at)
    for (let k = 0; k < own.length; k++) samples[from + k] = (own[k] ?? 0) / 32_768
    at += own.length + gap
    return { ...line, starts: from / speechRate, ends: (from + own.length) / speechRate }
  })
  return { samples, lines: placed }
}

/** Writes mono 16-bit PCM (no header). */
export const writePcm = async (file: string, samples: Float32Array): Promise<void> => {
  const bytes = Buffer.alloc(samples.length * 2)
  for (let index = 0; index < samples.length; index++) {
    const sample = Math.max(-1, Math.min(1, samples[index] ?? 0))
    bytes.writeInt16LE(Math.round(sample * 32_767), index * 2)
  }
  await writeFile(file, bytes)
}
