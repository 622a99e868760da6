import { parseMediaPlaylist } from '../../src/watch/hls/media-playlist.ts'
import { parseMultivariant } from '../../src/watch/hls/multivariant.ts'
import { startTimeOf } from '../../src/watch/voice/media-time.ts'

const bytesAt = async (address: string): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
const textAt = async (address: string): Promise<string> => new TextDecoder().decode(await bytesAt(address))

/** Programme time (ms since the epoch) of media time 0, from the broadcast's first voice segment. @throws Error where it has no dated voice */
export const originOf = async (address: string): Promise<number> => {
  const { voice } = parseMultivariant(await textAt(address), address)
  const [first] = voice ? parseMediaPlaylist(await textAt(voice.uri), voice.uri).segments : []
  if (!first || first.programme === null) throw new Error(`${address}: no dated voice`)
  const init = first.map ? await bytesAt(first.map.uri) : null
  const start = startTimeOf(await bytesAt(first.uri), init)
  if (start === null) throw new Error(`${first.uri}: a segment without a time`)
  return first.programme - start * 1000
}
