import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeTime, find } from '../broadcast/boxes.ts'
import { renditionNames } from '../broadcast/folder-source.ts'
import { type Entry, parseListing } from '../cast/listing.ts'

/** AAC frame at 24 kHz and picture at 12 a second: the longest frames there are, milliseconds. */
const frameMs = 1000 / 12
/** The rendition that every other is cut like. */
const leader = 'voice-low'

/** The playlists of a broadcast's folder at this moment; empty where there is no multivariant playlist yet. */
export const listingsOf = (folder: string): Map<string, readonly Entry[]> => {
  const main = join(folder, 'main.m3u8')
  if (!existsSync(main)) return new Map()
  const names = renditionNames(readFileSync(main, 'utf8'))
  // The folder grows while it is read: the leading voice is read last, so that nothing seems ahead of it that is not.
  const order = [...names].sort((a, b) => Number(a === leader) - Number(b === leader))
  return new Map(
    order.map((name) => [name, parseListing(readFileSync(join(folder, name, 'index.m3u8'), 'utf8')).entries]),
  )
}

/** Ticks a segment's samples last, from its fragment's default duration and sample count. */
const lasts = (segment: Uint8Array): number => {
  const data = new DataView(segment.buffer, segment.byteOffset)
  const [tfhd] = find(segment, 'moof/traf/tfhd')
  const [trun] = find(segment, 'moof/traf/trun')
  if (!tfhd || !trun) throw new Error('a segment without a fragment')
  return data.getUint32(tfhd.body + 8) * data.getUint32(trun.body + 4)
}

/**
 * Everything wrong with a broadcast's folder, as a player would find it: files that are listed and missing or torn,
 * dates or times with holes, renditions that are cut elsewhere than the leanest voice.
 */
export const faultsOf = (folder: string): string[] => {
  const faults: string[] = []
  const listings = listingsOf(folder)
  const leading = listings.get(leader)
  for (const [name, entries] of listings) {
    let media = Number.NaN
    for (const [n, entry] of entries.entries()) {
      const where = `${name}/${entry.uri}`
      const [file, init] = [join(folder, name, entry.uri), join(folder, name, entry.map)]
      if (!existsSync(file) || !existsSync(init)) {
        faults.push(`${where} is listed but not there`)
        continue
      }
      const segment = new Uint8Array(readFileSync(file))
      const header = new Uint8Array(readFileSync(init))
      const [mdhd] = find(header, 'moov/trak/mdia/mdhd')
      const timescale = new DataView(header.buffer).getUint32((mdhd?.body ?? 0) + 12)
      const start = Number(decodeTime(segment)) / timescale
      const seconds = lasts(segment) / timescale
      if (Math.abs(seconds - entry.seconds) > 0.001)
        faults.push(`${where} lasts ${seconds}, not ${entry.seconds}`)
      if (!entry.discontinuity && n > 0 && Math.abs(start - media) > 0.001)
        faults.push(`${where} decodes at ${start}, not ${media}`)
      media = start + seconds
      const voice = leading?.[n]
      if (voice && Math.abs(voice.date - entry.date) > frameMs)
        faults.push(`${where} is dated ${entry.date - voice.date} ms from the voice`)
      if (voice && voice.discontinuity !== entry.discontinuity) faults.push(`${where} breaks elsewhere`)
      const before = entries[n - 1]
      const gap = before ? entry.date - before.date - before.seconds * 1000 : 0
      if (gap < -frameMs || (gap > frameMs && !entry.discontinuity))
        faults.push(`${where}: dates jump by ${gap} ms`)
    }
    if (entries.length > (leading?.length ?? 0)) faults.push(`${name} is ahead of the voice`)
  }
  return faults
}
