import { join } from 'node:path'
import { ffmpeg } from '../../broadcast/run.ts'
import { writePcm } from '../../broadcast/speech.ts'
import { cleanFile } from './speech.ts'

/*
 * The anthem: an original tune in D major for a plucked lead over a drone and soft fifths, synthesised sample by sample.
 * Eight lines of the song, four bars of three beats a pair; the refrain goes to the sixth.
 */
const rate = 44_100
const beat = 0.46
/** D above middle C is degree 0. Semitones of the scale's degrees. */
const tonic = 293.66

/** Note as [semitones over the tonic, beats]; `null` is a rest. */
type Note = readonly [semitones: number | null, beats: number]
const verse: readonly Note[] = [
  [0, 1], [4, 1], [7, 2], [9, 1], [7, 3],
  [5, 1], [4, 1], [2, 2], [4, 1], [0, 3],
  [0, 1], [4, 1], [7, 2], [9, 1], [12, 3],
  [11, 1], [9, 1], [7, 2], [9, 1], [7, 3],
] // biome-ignore format: one line a line of the song
const refrain: readonly Note[] = [
  [9, 2], [12, 1], [11, 2], [9, 1], [7, 2], [4, 1], [7, 3],
  [5, 2], [9, 1], [7, 2], [4, 1], [2, 2], [2, 1], [0, 4],
] // biome-ignore format: one line a line of the song

/** A plucked string (Karplus and Strong, 1983), with its noise from a fixed generator so that every run is the same. */
const pluck = (out: Float32Array, from: number, frequency: number, seconds: number, gain: number): void => {
  const period = Math.round(rate / frequency)
  const ring = new Float32Array(period)
  let seed = 12_345
  for (let k = 0; k < period; k++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    ring[k] = seed / 1_073_741_824 - 1
  }
  const start = Math.round(from * rate)
  const length = Math.min(Math.round(seconds * rate), out.length - start)
  for (let k = 0; k < length; k++) {
    const at = k % period
    const value = ring[at] ?? 0
    ring[at] = 0.4985 * (value + (ring[(at + 1) % period] ?? 0))
    const fade = Math.min(1, (length - k) / (0.05 * rate))
    out[start + k] = (out[start + k] ?? 0) + gain * fade * value
  }
}

/** A soft tone with two overtones that swells and dies away. */
const pad = (out: Float32Array, from: number, frequency: number, seconds: number, gain: number): void => {
  const start = Math.round(from * rate)
  const length = Math.min(Math.round(seconds * rate), out.length - start)
  for (let k = 0; k < length; k++) {
    const phase = (2 * Math.PI * frequency * k) / rate
    const tone = Math.sin(phase) + 0.3 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase)
    out[start + k] = (out[start + k] ?? 0) + gain * Math.sin((Math.PI * k) / length) ** 0.7 * tone
  }
}

const pitch = (semitones: number): number => tonic * 2 ** (semitones / 12)

/** Samples of the whole anthem at `rate`. */
export const anthem = (): Float32Array => {
  const melody = [...verse, ...refrain]
  const beats = melody.reduce((sum, [, length]) => sum + length, 0)
  const lead = 4 * beat
  const out = new Float32Array(Math.round((lead + beats * beat + 2.5) * rate))
  // The drone and an open fifth, renewed every four beats.
  for (let at = 0; at < beats + 4; at += 4) {
    pad(out, at * beat, pitch(-12), 4.6 * beat, 0.06)
    pad(out, at * beat, pitch(-5), 4.6 * beat, 0.035)
  }
  let at = lead
  melody.forEach(([semitones, length], index) => {
    if (semitones !== null) {
      pluck(out, at, pitch(semitones), (length + 0.8) * beat, 0.34)
      // The refrain is doubled an octave lower, as a hall would sing it.
      if (index >= verse.length) pad(out, at, pitch(semitones - 12), (length + 0.2) * beat, 0.06)
    }
    at += length * beat
  })
  pad(out, at - 2 * beat, pitch(0), 2.5, 0.05)
  return out
}

export const makeAnthem = async (folder: string, scratch: string): Promise<void> => {
  const raw = join(scratch, 'anthem.pcm')
  await writePcm(raw, anthem())
  const codec = [
    '-af',
    'aformat=channel_layouts=mono,aecho=0.8:0.6:60|110:0.25|0.15,loudnorm=I=-18:TP=-2,aresample=32000,aformat=channel_layouts=mono',
    '-c:a',
    'aac',
    '-b:a',
    '48k',
    '-ar',
    '32000',
  ]
  await ffmpeg(
    '-f',
    's16le',
    '-ar',
    String(rate),
    '-ac',
    '1',
    '-i',
    raw,
    ...codec,
    ...cleanFile,
    join(folder, 'audio.m4a'),
  )
}
