import { edgeOf } from '../hls/media-playlist.ts'
import type { EdgeReading } from './live-edge.ts'
import type { Source } from './source.ts'

/** What the source's clock says of the broadcast's end; `null` before the first dated playlist. */
export const readEdge = (source: Source | null): EdgeReading | null => {
  const playlist = source?.clock.latest()
  const edge = playlist ? edgeOf(playlist) : null
  if (!source || !playlist || edge === null) return null
  return {
    edge,
    advancedAt: source.clock.advancedAt(),
    answeredAt: source.clock.answeredAt(),
    targetDuration: playlist.targetDuration * 1000,
    ended: playlist.ended,
  }
}

/** What can be listened to, programme times in ms; `null` before the first dated playlist. */
export const readWindow = (source: Source | null): { start: number; end: number } | null => {
  const playlist = source?.clock.latest()
  const [start, end] = [playlist?.segments[0]?.programme, playlist && edgeOf(playlist)]
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null
}
