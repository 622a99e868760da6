import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { concat, utf8 } from '../../src/shared/bytes.ts'
import { startTimeOf } from '../../src/watch/voice/media-time.ts'

/** What others' encoders send: sound inside every picture, in MPEG-TS or fragmented MP4, and perhaps a variant of sound alone. */
export interface LadderKind {
  container: 'mpegts' | 'fmp4'
  /** A variant of sound alone, as segments of the same kind or as packed AAC (RFC 8216 section 3.4). */
  alone: 'same' | 'packed' | null
}

export const segmentSeconds = 4

const pictures = [
  { name: 'low', size: '256x144', video: 70 },
  { name: 'high', size: '426x240', video: 260 },
] as const
const audioKbps = 16

/** One run of ffmpeg, as an organiser's: all variants from one clock. */
const encode = (folder: string, { container, alone }: LadderKind, seconds: number): void => {
  const hls = (name: string): string[] => {
    mkdirSync(join(folder, name))
    const file = container === 'mpegts' ? 's%d.ts' : 's%d.m4s'
    return [...`-t ${seconds} -f hls -hls_time ${segmentSeconds} -hls_list_size 0 -hls_playlist_type vod`.split(' '), '-hls_segment_type', container, '-hls_segment_filename', join(folder, name, file), join(folder, name, 'index.m3u8')] // biome-ignore format: a command
  }
  const sound = ['-map', '1:a', ...`-c:a aac -b:a ${audioKbps}k -ac 1 -ar 24000`.split(' ')]
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=426x240:r=12', '-f', 'lavfi', '-i', "aevalsrc='0.4*sin(2*PI*300*t)*(0.6+0.4*sin(2*PI*t))':s=24000"] // biome-ignore format: a command
  const muxed = pictures.flatMap(({ name, size, video }) => [
    ...['-map', '0:v', ...sound, '-s', size, '-pix_fmt', 'yuv420p', '-c:v', 'libx264'],
    ...`-preset veryfast -b:v ${video}k -maxrate ${video}k -bufsize ${video}k -g 48 -sc_threshold 0`.split(
      ' ',
    ),
    ...hls(name),
  ])
  const more = alone ? [...sound, ...hls('sound')] : []
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...inputs, ...muxed, ...more])
}

/** The ID3 tag that packed audio has its time in: one PRIV frame with an owner and 8 bytes. */
const timeTag = (seconds: number): Uint8Array => {
  const body = concat(utf8('com.apple.streaming.transportStreamTimestamp\0'), new Uint8Array(8))
  new DataView(body.buffer).setBigUint64(body.length - 8, BigInt(Math.round(seconds * 90_000)))
  const frame = concat(utf8('PRIV'), Uint8Array.of(0, 0, 0, body.length, 0, 0), body)
  return concat(utf8('ID3'), Uint8Array.of(4, 0, 0, 0, 0, 0, frame.length), frame)
}

/** Takes the sound out of its transport streams. */
const pack = (folder: string): void => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.ts'))) {
    const file = join(folder, name)
    const adts = execFileSync('ffmpeg', [
      '-loglevel',
      'error',
      '-i',
      file,
      '-c',
      'copy',
      '-f',
      'adts',
      'pipe:1',
    ])
    writeFileSync(
      file.replace('.ts', '.aac'),
      concat(timeTag(startTimeOf(readFileSync(file), null) ?? 0), adts),
    )
  }
  const list = join(folder, 'index.m3u8')
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll('.ts', '.aac'))
}

/** Bits a second of the largest segment. */
const peakOf = (folder: string, name: string): number =>
  Math.max(
    ...readdirSync(join(folder, name))
      .filter((file) => /^s\d+/.test(file))
      .map((file) => (statSync(join(folder, name, file)).size * 8) / segmentSeconds),
  )

/** Writes a ladder of so many seconds with its `main.m3u8` to an empty folder. Needs ffmpeg. */
export const makeLadder = (folder: string, kind: LadderKind, seconds: number): void => {
  encode(folder, kind, seconds)
  if (kind.alone === 'packed') pack(join(folder, 'sound'))
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7']
  const variant = (name: string, more: string) =>
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${Math.round(peakOf(folder, name))},${more}`,
      `${name}/index.m3u8`,
    )
  for (const { name, size } of pictures) variant(name, `CODECS="avc1.64000d,mp4a.40.2",RESOLUTION=${size}`)
  if (kind.alone) variant('sound', 'CODECS="mp4a.40.2"')
  writeFileSync(join(folder, 'main.m3u8'), `${lines.join('\n')}\n`)
}
