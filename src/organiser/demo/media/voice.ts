import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalizedText } from '../../../shared/localized.ts'
import { run } from '../../broadcast/run.ts'
import { samplesOf, speechRate } from '../../broadcast/speech.ts'

export interface Voice {
  /** espeak-ng voice with variant. */
  name: string
  /** 0 to 99. */
  pitch: number
  /** Words a minute. */
  pace: number
}

/** A sentence and when it is heard, in seconds. */
export interface Cue extends LocalizedText {
  starts: number
  ends: number
}

/** Mono sound at `speechRate`, growing at its end. */
export interface Track {
  seconds(): number
  silence(seconds: number): void
  /** Speaks English and returns when. */
  say(text: LocalizedText): Promise<Cue>
  /** Takes `seconds` off the end. */
  cutBack(seconds: number): void
  samples(): Float32Array
}

export const createTrack = (voice: Voice, scratch: string): Track => {
  const chunks: Float32Array[] = []
  let length = 0
  const add = (chunk: Float32Array): void => {
    chunks.push(chunk)
    length += chunk.length
  }
  const seconds = (): number => length / speechRate
  const samples = (): Float32Array => {
    const all = new Float32Array(length)
    let at = 0
    for (const chunk of chunks) {
      all.set(chunk, at)
      at += chunk.length
    }
    return all
  }
  return {
    seconds,
    samples,
    silence: (pause) => add(new Float32Array(Math.round(pause * speechRate))),
    async say(text) {
      const file = join(scratch, 'sentence.wav')
      const { name, pitch, pace } = voice
      await run('espeak-ng', ['-v', name, '-p', String(pitch), '-s', String(pace), '-w', file, text.en])
      const starts = seconds()
      add(Float32Array.from(samplesOf(await readFile(file)), (sample) => sample / 32_768))
      return { ...text, starts, ends: seconds() }
    },
    cutBack(back) {
      const kept = samples().subarray(0, Math.max(0, length - Math.round(back * speechRate)))
      chunks.splice(0, chunks.length, kept)
      length = kept.length
    },
  }
}
