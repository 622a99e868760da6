import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { concat } from '../../shared/bytes.ts'
import { adtsFrames, avcCodec, h264Samples } from './elementary.ts'
import { initSegment, mediaSegment, type Track } from './fmp4.ts'
import type { Rendition } from './recording.ts'
import { ffmpeg } from './run.ts'

export interface Job {
  /** Scratch folder with `voice.pcm` and the pictures. */
  scratch: string
  /** Where the rendition's file goes. */
  out: string
  seconds: number
  segmentSeconds: number
}

/** Samples of an AAC-LC frame. */
const frameSamples = 1024

const write = async (
  job: Job,
  name: string,
  track: Track,
  groups: readonly (readonly Uint8Array[])[],
  more: Pick<Rendition, 'kind' | 'codec'> & Partial<Rendition>,
): Promise<Rendition> => {
  const init = initSegment(track)
  let time = 0
  const segments = groups.map((samples, index) => {
    const ticks = samples.length * track.sampleTicks
    const data = mediaSegment(track, index + 1, BigInt(time), samples)
    time += ticks
    return { data, ticks }
  })
  const file = `${name}.mp4`
  await writeFile(join(job.out, file), concat(init, ...segments.map(({ data }) => data)))
  return {
    ...more,
    file,
    timescale: track.timescale,
    initBytes: init.length,
    segments: segments.map(({ data, ticks }) => [data.length, ticks]),
  }
}

/**
 * Encodes one voice rendition. The loop is encoded three times in a row and only the middle one kept, so its first
 * frame continues its last: a replayed loop has no seam and no encoder delay. A segment ends at the AAC frame
 * boundary nearest to the video's; at 24 and 48 kHz 240 s are a whole number of frames, so loops never drift.
 */
export const encodeVoice = async (
  job: Job,
  name: string,
  { sampleRate, bitrate, cutoff = 0 }: { sampleRate: number; bitrate: number; cutoff?: number },
): Promise<Rendition> => {
  const adts = join(job.scratch, `${name}.aac`)
  const input = ['-stream_loop', '2', '-f', 's16le', '-ar', '48000', '-ac', '1']
  const encoder = ['-c:a', 'aac', '-b:a', String(bitrate), '-ar', String(sampleRate), '-f', 'adts']
  if (cutoff > 0) encoder.push('-cutoff', String(cutoff))
  await ffmpeg(...input, '-i', join(job.scratch, 'voice.pcm'), ...encoder, adts)
  const { config, frames } = adtsFrames(await readFile(adts))
  const perSecond = sampleRate / frameSamples
  const count = job.seconds * perSecond
  if (!Number.isInteger(count)) throw new Error(`${job.seconds} s are not a whole number of frames`)
  // One frame later than the loop starts: ffmpeg's encoder primes with exactly one frame.
  const loop = frames.slice(count + 1, 2 * count + 1)
  const edge = (segment: number) => Math.round(segment * job.segmentSeconds * perSecond)
  const groups = Array.from({ length: job.seconds / job.segmentSeconds }, (_, segment) =>
    loop.slice(edge(segment), edge(segment + 1)),
  )
  const media = { kind: 'audio', sampleRate, channels: 1, config, bitrate } as const
  const track = { timescale: sampleRate, sampleTicks: frameSamples, media }
  return write(job, name, track, groups, { kind: 'audio', codec: 'mp4a.40.2' })
}

export interface VideoSettings {
  /** Picture source in the scratch folder, or a lavfi filter. */
  input: readonly string[]
  filter: string
  width: number
  height: number
  frameRate: number
  profile: 'baseline' | 'high'
  level: string
  /** x264 rate control. */
  rate: readonly string[]
  passes: 1 | 2
}

/** Encodes one video-only rendition: closed GOPs of one segment, no B-frames, no scene cuts. */
export const encodeVideo = async (job: Job, name: string, settings: VideoSettings): Promise<Rendition> => {
  const { width, height, frameRate, profile, level } = settings
  const stream = join(job.scratch, `${name}.h264`)
  const perSegment = job.segmentSeconds * frameRate
  const coder = [
    ['-an', '-vf', settings.filter, '-r', String(frameRate), '-frames:v', String(job.seconds * frameRate)],
    ['-c:v', 'libx264', '-preset', 'slower', '-profile:v', profile, '-level', level, '-pix_fmt', 'yuv420p'],
    ['-g', String(perSegment), '-keyint_min', String(perSegment), '-sc_threshold', '0', '-bf', '0'],
    ['-x264-params', 'aud=1:open-gop=0', ...settings.rate],
  ].flat()
  const log = ['-passlogfile', join(job.scratch, name)]
  if (settings.passes === 2)
    await ffmpeg(...settings.input, ...coder, '-pass', '1', ...log, '-f', 'null', '/dev/null')
  const second = settings.passes === 2 ? ['-pass', '2', ...log] : []
  await ffmpeg(...settings.input, ...coder, ...second, '-f', 'h264', stream)
  const { sps, pps, samples } = h264Samples(await readFile(stream))
  if (samples.length !== job.seconds * frameRate) throw new Error(`${name}: ${samples.length} frames`)
  const wrong = samples.findIndex(({ key }, index) => key !== (index % perSegment === 0))
  if (wrong >= 0) throw new Error(`${name}: key frames are not where segments start (frame ${wrong})`)
  const groups = Array.from({ length: job.seconds / job.segmentSeconds }, (_, segment) =>
    samples.slice(segment * perSegment, (segment + 1) * perSegment).map(({ data }) => data),
  )
  const media = { kind: 'video', width, height, sps, pps } as const
  const track = { timescale: frameRate * 1000, sampleTicks: 1000, media }
  const more = { kind: 'video', codec: avcCodec(sps), width, height, frameRate } as const
  return write(job, name, track, groups, more)
}

/** Bytes of files together. */
export const sizeOf = async (files: readonly string[]): Promise<number> =>
  (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0)
