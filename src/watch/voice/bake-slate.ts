/**
 * Bakes the slate: the picture the voice rung shows to the media element, one closed H.264 group (a key frame and skipped
 * frames that repeat it). Run `node src/watch/voice/bake-slate.ts` after changing it; needs ffmpeg. Writes `slate.ts`.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [width, height] = [256, 144]
/** Eight frames a segment: no frame lasts longer than a second, which every decoder's clock can live with. */
const frameCount = 8
const picture = `color=c=0x12161a:s=${width}x${height}:r=2:d=${frameCount / 2},format=yuv420p`
const encoder =
  '-c:v libx264 -preset veryslow -profile:v baseline -level 1.1 -crf 30 -bf 0 -sc_threshold 0'.split(' ')
const group = ['-g', String(frameCount), '-keyint_min', String(frameCount)]

/** Splits an Annex B byte stream (ISO 14496-10 annex B) at its start codes. */
const nalUnits = (stream: Buffer): Buffer[] => {
  const starts: number[] = []
  for (let at = stream.indexOf('\0\0\x01'); at >= 0; at = stream.indexOf('\0\0\x01', at + 3))
    starts.push(at + 3)
  return starts.map((start, index) => {
    const next = starts[index + 1]
    let end = next === undefined ? stream.length : next - 3
    // A four-byte start code begins with a zero that belongs to no unit.
    if (next !== undefined && stream[end - 1] === 0) end--
    return stream.subarray(start, end)
  })
}

const withLength = (unit: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(unit.length)
  return Buffer.concat([length, unit])
}

const args = ['-v', 'error', '-f', 'lavfi', '-i', picture, ...encoder, ...group, '-f', 'h264', '-']
const units = nalUnits(execFileSync('ffmpeg', args))
const typeOf = (unit: Buffer): number => (unit[0] ?? 0) & 31
const sps = units.find((unit) => typeOf(unit) === 7)
const pps = units.find((unit) => typeOf(unit) === 8)
const frames = units.filter((unit) => typeOf(unit) === 5 || typeOf(unit) === 1).map(withLength)
if (!sps || !pps || frames.length !== frameCount) throw new Error(`${frames.length} frames`)

// AVCDecoderConfigurationRecord (ISO 14496-15 section 5.3.3.1): lengths of 4 bytes, one SPS, one PPS.
const profile = [...sps.subarray(1, 4)]
const avcC = Buffer.concat([
  Buffer.from([1, ...profile, 0xff, 0xe1, sps.length >> 8, sps.length & 255]),
  sps,
  Buffer.from([1, pps.length >> 8, pps.length & 255]),
  pps,
])
const codec = `avc1.${profile.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
const list = frames.map((frame) => `    '${frame.toString('base64url')}',`).join('\n')
const module = `/** Made by bake-slate.ts; do not edit. One closed H.264 group, base64url: decoder configuration and frames with lengths. */
export const slate = {
  codec: '${codec}',
  width: ${width},
  height: ${height},
  avcC: '${avcC.toString('base64url')}',
  frames: [
${list}
  ],
} as const
`
writeFileSync(fileURLToPath(new URL('slate.ts', import.meta.url)), module)
