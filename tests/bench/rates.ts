import { readFileSync } from 'node:fs'
import { chunkBytes, overheadBytes } from '../../src/organiser/weather/bottleneck.ts'

/** HTTP headers of an answer from our server, bytes (measured). */
export const headerBytes = 350

interface Recording {
  segmentSeconds: number
  renditions: Record<
    string,
    { kind: string; frameRate?: number; segments: readonly (readonly [number, number])[] }
  >
}

/** What the leanest voice and moving picture of the demo broadcast cost on the wire, headers included, kbit/s. */
export const rates = (): { voiceKbps: number; videoKbps: number; segmentSeconds: number } => {
  const file = new URL('../../public/broadcast/index.json', import.meta.url)
  const { renditions, segmentSeconds } = JSON.parse(readFileSync(file, 'utf8')) as Recording
  const leanest = (kind: string): number => {
    const costs = Object.values(renditions)
      .filter((rendition) => rendition.kind === kind && (rendition.frameRate ?? 12) > 1)
      .map(({ segments }) => {
        const bytes = segments.reduce((sum, [size]) => sum + size + headerBytes, 0)
        const wire = bytes * (1 + overheadBytes / chunkBytes)
        return (wire * 8) / (segments.length * segmentSeconds * 1000)
      })
    return Math.min(...costs)
  }
  return { voiceKbps: leanest('audio'), videoKbps: leanest('video'), segmentSeconds }
}
