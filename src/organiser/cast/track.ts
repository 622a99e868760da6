import type { Bytes } from '../../shared/bytes.ts'
import { find } from '../broadcast/boxes.ts'
import { adtsFrames, avcCodec, h264Samples } from '../broadcast/elementary.ts'
import { initSegment, mediaSegment, type Track } from '../broadcast/fmp4.ts'
import type { Packed } from './rendition.ts'
import { frameSamples, type PictureRung, type VoiceRung } from './rungs.ts'
import type { Slot } from './slots.ts'

/** AAC-LC, one channel: a frame of silence (ISO/IEC 14496-3 4.4.2.1, a single channel element of nothing). */
const silence = Uint8Array.of(0x00, 0xc8, 0x00, 0x80, 0x23, 0x80)

/** One segment's samples as they came from an encoder. */
export interface Group {
  track: Track
  samples: readonly Uint8Array[]
  /** Decode time in ticks, where it must follow from the samples before; else the slot's start. */
  time: bigint | null
}

/** Frames of one segment of voice. `adts` are whole frames, headers included. */
export const voiceGroup = (rung: VoiceRung, adts: Bytes, time: number): Group => {
  const { config, frames } = adtsFrames(adts)
  const media = {
    kind: 'audio',
    sampleRate: rung.sampleRate,
    channels: 1,
    config,
    bitrate: rung.bitrate,
  } as const
  const track = { timescale: rung.sampleRate, sampleTicks: frameSamples, media }
  return { track, samples: frames, time: BigInt(time) }
}

/** Pictures of one segment. `stream` are whole access units, the first a key frame. Throws where it is none. */
export const pictureGroup = ({ width, height, frameRate, still }: PictureRung, stream: Bytes): Group => {
  const { sps, pps, samples } = h264Samples(stream)
  if (!samples[0]?.key) throw new Error('a segment of pictures does not begin with a key frame')
  const track = {
    timescale: frameRate * 1000,
    sampleTicks: 1000,
    media: { kind: 'video', width, height, sps, pps } as const,
  }
  return { track, samples: (still ? samples.slice(0, 1) : samples).map(({ data }) => data), time: null }
}

const pack = (track: Track, n: number, time: bigint, samples: readonly Uint8Array[]): Packed => ({
  init: initSegment({ ...track, sampleTicks: track.media.kind === 'audio' ? frameSamples : 1000 }),
  bytes: mediaSegment(track, n + 1, time, samples),
  seconds: (samples.length * track.sampleTicks) / track.timescale,
})

/** Fills slot `n` with a group. Voice keeps its frames; pictures are made to last exactly as long as the slot. */
export const fill = ({ track, samples, time }: Group, slot: Slot, n: number): Packed => {
  const start = time ?? BigInt(Math.round(slot.start * track.timescale))
  if (track.media.kind === 'audio') return pack(track, n, start, samples)
  const ticks = Math.round(slot.seconds * track.timescale)
  const kept = samples.slice(0, Math.max(1, Math.ceil(ticks / track.sampleTicks)))
  return pack({ ...track, sampleTicks: Math.max(1, Math.round(ticks / kept.length)) }, n, start, kept)
}

/** Fills slot `n` where nothing came: with the last picture held, or with silence. */
export const hold = (like: Group, slot: Slot, n: number): Packed => {
  const { media, timescale } = like.track
  const frames = Math.max(1, Math.round((slot.seconds * timescale) / frameSamples))
  const samples =
    media.kind === 'audio' ? Array.from({ length: frames }, () => silence) : like.samples.slice(0, 1)
  return fill({ ...like, samples, time: null }, slot, n)
}

/** A group like the one a written segment holds, for `hold` after a restart; `null` where it cannot be read. */
export const groupOf = (init: Bytes, segment: Bytes, rung: PictureRung | VoiceRung): Group | null => {
  const [run] = find(segment, 'moof/traf/trun')
  const [mdat] = find(segment, 'mdat')
  if (!run || !mdat) return null
  const size = new DataView(segment.buffer, segment.byteOffset).getUint32(run.body + 16)
  const samples = [segment.slice(mdat.body, mdat.body + size)]
  if (rung.kind === 'voice') {
    // Of the config only the first two bytes are needed: object type 2, rate index, one channel.
    const config = Uint8Array.of(
      0x10 | (rung.sampleRate === 24_000 ? 3 : 1),
      rung.sampleRate === 24_000 ? 0x08 : 0x88,
    )
    const media = {
      kind: 'audio',
      sampleRate: rung.sampleRate,
      channels: 1,
      config,
      bitrate: rung.bitrate,
    } as const
    return { track: { timescale: rung.sampleRate, sampleTicks: frameSamples, media }, samples, time: null }
  }
  const parameters = parameterSets(init)
  if (!parameters) return null
  const { width, height, frameRate } = rung
  const track = {
    timescale: frameRate * 1000,
    sampleTicks: 1000,
    media: { kind: 'video', width, height, ...parameters } as const,
  }
  return { track, samples, time: null }
}

/** The parameter sets of an initialisation segment of ours: one of each (ISO/IEC 14496-15 5.3.3.1). */
const parameterSets = (init: Uint8Array): { sps: Uint8Array; pps: Uint8Array } | null => {
  const at = Buffer.from(init.buffer, init.byteOffset, init.length).indexOf('avcC')
  if (at < 0) return null
  const size = (from: number) => ((init[from] ?? 0) << 8) | (init[from + 1] ?? 0)
  const sps = init.slice(at + 12, at + 12 + size(at + 10))
  const second = at + 12 + sps.length + 1
  return { sps, pps: init.slice(second + 2, second + 2 + size(second)) }
}

/** RFC 6381 name of a group's codec. */
export const codecOf = ({ track: { media } }: Group): string =>
  media.kind === 'audio' ? 'mp4a.40.2' : avcCodec(media.sps)
