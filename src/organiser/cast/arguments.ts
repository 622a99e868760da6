import type { Input } from './input.ts'
import type { PictureRung, VoiceRung } from './rungs.ts'

/** Errors only, and no keys read from the terminal. */
const quiet = ['-hide_banner', '-nostdin', '-v', 'error']

/** Where the sources of pictures are already small or cannot be copied, they are handed on unpacked, at the ladder's size. */
const unpacked = ['-vf', 'fps=12,scale=426:-2', '-pix_fmt', 'yuv420p', '-c:v', 'rawvideo']

/**
 * ffmpeg that reads the input and encodes the voice, nothing else: voice on descriptors 3 and up (ADTS), the coded
 * picture on the next one, copied (Matroska, which keeps the input's times). Holes in the sound are filled with silence
 * and its start is moved to the input's, so that frames may be counted: frame n of the output is programme time
 * n * 1024 / sample rate. Each packet is passed on at once; ffmpeg would else keep 32 KiB back, 13 s of voice.
 */
export const voiceArguments = (input: Input, rungs: readonly VoiceRung[], picture: boolean): string[] => {
  const last = input.inputs.length - 1
  const voices = rungs.flatMap(({ sampleRate, bitrate }, index) => [
    ...['-map', `${last}:a:0`, '-vn', '-af', 'aresample=async=1000:first_pts=0'],
    ...['-c:a', 'aac', '-b:a', String(bitrate), '-ar', String(sampleRate), '-ac', '1'],
    ...['-flush_packets', '1', '-f', 'adts', `pipe:${3 + index}`],
  ])
  const copy = input.kind === 'lavfi' || input.kind === 'device' ? unpacked : ['-c:v', 'copy']
  const pictures = [
    ...['-map', '0:v:0', '-an', ...copy, '-avoid_negative_ts', 'disabled'],
    ...['-flush_packets', '1', '-f', 'matroska', `pipe:${3 + rungs.length}`],
  ]
  return [...quiet, ...input.inputs.flat(), ...voices, ...(picture ? pictures : [])]
}

/**
 * ffmpeg that encodes the pictures it is handed on standard input, one H.264 stream a rung on descriptors 3 and up.
 * `-copyts` keeps the voice's clock; the frame filter counts from `from` seconds of it (a segment's start), repeats what
 * is missing and leaves out what is too much: frame n is programme time `from + n / frameRate`, whatever the input does.
 * Key frames come by counting too, one a segment. Access unit delimiters let the streams be cut.
 */
export const pictureArguments = (
  rungs: readonly PictureRung[],
  segmentSeconds: number,
  from: number,
): string[] => {
  const count = (rate: number) => `fps=${rate}:start_time=${from},setpts=PTS-${from}/TB`
  const into = (width: number, height: number) =>
    `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1,format=yuv420p`
  const graph = [
    `[0:v:0]split=${rungs.length}${rungs.map((_, index) => `[i${index}]`).join('')}`,
    ...rungs.map(
      (rung, index) => `[i${index}]${count(rung.frameRate)},${into(rung.width, rung.height)}[o${index}]`,
    ),
  ].join(';')
  const outputs = rungs.flatMap(({ frameRate, profile, level, rate, still }, index) => {
    const group = String(segmentSeconds * frameRate)
    return [
      ...[
        '-map',
        `[o${index}]`,
        '-c:v',
        'libx264',
        '-preset',
        'veryfast',
        '-profile:v',
        profile,
        '-level',
        level,
      ],
      ...['-threads', '1', '-g', group, '-keyint_min', group, '-sc_threshold', '0', '-bf', '0', ...rate],
      ...['-x264-params', `aud=1:open-gop=0:sync-lookahead=0:rc-lookahead=${still ? 0 : 12}`],
      ...['-flush_packets', '1', '-f', 'h264', `pipe:${3 + index}`],
    ]
  })
  return [...quiet, '-copyts', '-f', 'matroska', '-i', 'pipe:0', '-filter_complex', graph, ...outputs]
}
