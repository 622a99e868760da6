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
const wireKbit = (bytes: number): number => (bytes * (1 + overheadBytes / chunkBytes) * 8) / 1000
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
  return wireKbit(sizes.reduce((sum, size) => sum + size + headerBytes, 0))
}

/**
 * What comes before the voice all the time: with each of its segments one of words, and one look into its list (a delta update); kbit/s.
 * @param address of the multivariant playlist
 * @throws Error where the broadcast has no voice of its own or no words
 */
export const firstKbps = async (address: string): Promise<number> => {
  const { voice, words } = parseMultivariant(await textAt(address), address)
  const [spoken] = [...words.values()]
  if (!voice || !spoken) throw new Error(`${address}: no voice or no words`)
  const segment = parseMediaPlaylist(await textAt(spoken), spoken).segments.at(-1)
  if (!segment) throw new Error(`${spoken}: empty`)
  const sizes = await Promise.all([segment.uri, `${voice.uri}?_HLS_skip=YES`].map(wireBytes))
  return wireKbit(sizes.reduce((sum, size) => sum + size + headerBytes, 0)) / segment.duration
}
