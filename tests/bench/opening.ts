import { get } from 'node:http'
import { chunkBytes, overheadBytes } from '../../src/organiser/weather/bottleneck.ts'
import { parseMediaPlaylist } from '../../src/watch/hls/media-playlist.ts'
import { parseMultivariant } from '../../src/watch/hls/multivariant.ts'
import { headerBytes } from './rates.ts'

/** Bytes of an answer as a browser is sent it: text compressed. */
const wireBytes = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'gzip, br' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes))
      answer.on('error', reject)
    }).on('error', reject)
  })
const textAt = async (address: string): Promise<string> => (await fetch(address)).text()

/**
 * What a first word takes at least: both playlists, the initialisation segment and one segment of the leanest voice, headers and packets included; kbit.
 * @param address of the multivariant playlist
 * @throws Error where the broadcast has no voice of its own
 */
export const openingKbit = async (address: string): Promise<number> => {
  const { voice } = parseMultivariant(await textAt(address), address)
  if (!voice) throw new Error(`${address}: no voice`)
  const { segments } = parseMediaPlaylist(await textAt(voice.uri), voice.uri)
  const segment = segments.at(-1)
  if (!segment) throw new Error(`${voice.uri}: empty`)
  const files = [address, voice.uri, segment.uri, ...(segment.map ? [segment.map.uri] : [])]
  const sizes = await Promise.all(files.map(wireBytes))
  const bytes = sizes.reduce((sum, size) => sum + size + headerBytes, 0)
  return (bytes * (1 + overheadBytes / chunkBytes) * 8) / 1000
}
