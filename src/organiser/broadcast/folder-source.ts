import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, parseListing } from '../cast/listing.ts'
import { decodeTime, find, retime } from './boxes.ts'
import type { OpenRecording } from './open-recording.ts'
import type { Source } from './source.ts'

/** AAC-LC frame, samples. */
const frameSamples = 1024

/** Names of the renditions a multivariant playlist calls `<name>/index.m3u8`. */
export const renditionNames = (main: string): string[] => [
  ...new Set([...main.matchAll(/(?:^|URI=")([a-z0-9-]+)\/index\.m3u8/gm)].map(([, name = '']) => name)),
]

/**
 * Places that can be replayed: whole segments that every rendition has, in its first format. What is shorter, at the end
 * of an encoder's run, is left out, for a replay is one row of equal segments.
 */
export const wholePlaces = (
  listings: readonly (readonly Pick<Entry, 'seconds' | 'map'>[])[],
  segmentSeconds: number,
): number[] => {
  const count = Math.min(...listings.map(({ length }) => length))
  return Array.from({ length: Number.isFinite(count) ? count : 0 }, (_, place) => place).filter((place) =>
    listings.every((entries) => {
      const entry = entries[place]
      // A voice segment may be a frame longer or shorter, 43 ms at 24 kHz.
      return entry && Math.abs(entry.seconds - segmentSeconds) < 0.1 && entry.map === entries[0]?.map
    }),
  )
}

/** Opens a folder that `sada broadcast` wrote. @throws where a playlist or segment is missing, or nothing whole is there */
export const openFolder = async (folder: string): Promise<OpenRecording> => {
  const main = new Uint8Array(await readFile(join(folder, 'main.m3u8')))
  const names = renditionNames(new TextDecoder().decode(main))
  const listings = await Promise.all(
    names.map(async (name) => parseListing(await readFile(join(folder, name, 'index.m3u8'), 'utf8'))),
  )
  const segmentSeconds = listings[0]?.targetSeconds ?? 0
  const places = wholePlaces(
    listings.map(({ entries }) => entries),
    segmentSeconds,
  )
  if (places.length === 0) throw new Error(`${folder} holds no whole segment yet`)
  const sources = new Map<string, Source>()
  for (const [index, name] of names.entries()) {
    const entries = listings[index]?.entries ?? []
    const init = new Uint8Array(await readFile(join(folder, name, entries[0]?.map ?? 'init.mp4')))
    const files = places.map((place) => join(folder, name, entries[place]?.uri ?? ''))
    sources.set(name, folderSource(init, files, segmentSeconds))
  }
  return { segmentSeconds, main, sources }
}

/**
 * Segment `n` of an endless row made of `files`. Each is moved to its own place on the media timeline (voice: to the
 * whole frame nearest to it), so that renditions stay within a frame of each other however often the row is repeated.
 */
const folderSource = (
  init: Uint8Array<ArrayBuffer>,
  files: readonly string[],
  segmentSeconds: number,
): Source => {
  const [header] = find(init, 'moov/trak/mdia/mdhd')
  const [handler] = find(init, 'moov/trak/mdia/hdlr')
  if (!header || !handler) throw new Error('an initialisation segment without a track')
  const timescale = new DataView(init.buffer, init.byteOffset).getUint32(header.body + 12)
  const sound = init[handler.body + 8] === 's'.charCodeAt(0)
  const unit = sound ? frameSamples : 1
  const start = (n: number) => Math.round((n * segmentSeconds * timescale) / unit) * unit
  return {
    type: sound ? 'audio/mp4' : 'video/mp4',
    extension: 'm4s',
    compress: false,
    init,
    duration: (n) => (start(n + 1) - start(n)) / timescale,
    segment(n) {
      const segment = new Uint8Array(readFileSync(files[n % files.length] ?? ''))
      return retime(segment, BigInt(start(n)) - decodeTime(segment), n + 1)
    },
  }
}
