import type Hls from 'hls.js'
import type { LevelDetails } from 'hls.js'

/**
 * hls.js 1.7 takes a fragment for the next one where it ends any fraction of a second after what is buffered (`fragmentWithinToleranceTest`, "eagerly
 * accept"). Slates end with the voice's segments, pictures with theirs, some ms apart: at every change from one to the other it would ask for what it
 * has just been given, on the other level, and at live for so long that the picture ran dry (measured: 2 s).
 */

/** Segments of one programme that end so near to each other end at the same place, seconds. */
const seam = 0.1

/** The end of what is buffered, or of the fragment that it all but reaches. */
export const pastSeam = (bufferEnd: number, fragments: readonly { end: number }[]): number => {
  for (let i = fragments.length - 1; i >= 0; i--) {
    const end = fragments[i]?.end ?? 0
    if (end <= bufferEnd) break
    if (end - bufferEnd < seam) return end + 1e-6
  }
  return bufferEnd
}

interface Finder {
  getFragmentAtPosition(bufferEnd: number, end: number, details: LevelDetails): unknown
}

/** Has an hls.js go on beyond seams. Its stream controller is not configurable; where another version has none of this name, it does as it would. */
export const goBeyondSeams = (hls: Hls): void => {
  const { streamController } = hls as unknown as { streamController?: Partial<Finder> }
  const find = streamController?.getFragmentAtPosition
  if (!streamController || !find) return
  streamController.getFragmentAtPosition = (bufferEnd, end, details) =>
    find.call(streamController, pastSeam(bufferEnd, details.fragments), end, details)
}
