/** The recommended ladder, rung by rung; names and pairs as in the demo broadcast (`broadcast/multivariant.ts`). */
export interface VoiceRung {
  kind: 'voice'
  name: string
  sampleRate: number
  /** What ffmpeg's AAC encoder is asked for; on speech it gives some 20 to 45 % more. */
  bitrate: number
  /** What is announced, bits a second: highest of any segment, and mean (RFC 8216bis 4.4.6.2). */
  peak: number
  average: number
}
export interface PictureRung {
  kind: 'picture'
  name: string
  width: number
  height: number
  frameRate: number
  profile: 'baseline' | 'high'
  level: string
  /** x264 rate control. */
  rate: readonly string[]
  /** Keeps only the key frame of each segment. */
  still: boolean
  peak: number
  average: number
}
export type Rung = VoiceRung | PictureRung

/** AAC-LC frame, samples. */
export const frameSamples = 1024

/** Voice first: 16-24 and 40-48 kbit/s, mono. The first is the one that decides what was said. */
export const voiceRungs: readonly [VoiceRung, ...VoiceRung[]] = [
  { kind: 'voice', name: 'voice-low', sampleRate: 24_000, bitrate: 14_000, peak: 26_000, average: 21_000 },
  { kind: 'voice', name: 'voice-high', sampleRate: 48_000, bitrate: 40_000, peak: 58_000, average: 49_000 },
]

/** A buffer of one second's bits bounds any segment of two seconds and more to 1.7 times the mean. */
const capped = (kbps: number) => ({
  rate: ['-b:v', `${kbps}k`, '-maxrate', `${kbps * 1.2}k`, '-bufsize', `${kbps}k`],
  peak: kbps * 1700,
  average: kbps * 1000,
})

export const pictureRungs: readonly PictureRung[] = [
  {
    ...{ kind: 'picture', name: 'v144', width: 256, height: 144, frameRate: 12, still: false },
    ...{ profile: 'high', level: '1.2', ...capped(55) },
  },
  {
    ...{ kind: 'picture', name: 'v240', width: 426, height: 240, frameRate: 12, still: false },
    ...{ profile: 'high', level: '2.1', ...capped(130) },
  },
  {
    ...{ kind: 'picture', name: 'still', width: 256, height: 144, frameRate: 1, still: true },
    ...{ profile: 'baseline', level: '1.1', rate: ['-crf', '44'], peak: 16_000, average: 6_000 },
  },
]
