import type Hls from 'hls.js'
import type { LevelDetails } from 'hls.js'
import { aheadIn } from './ahead-in.ts'
import { lastWhere } from './last-where.ts'

/**
 * hls.js 1.7 takes a fragment for the next one where it ends any fraction of a second after what is buffered (`fragmentWithinToleranceTest`, "eagerly
 * accept"). Slates end with the voice's segments, pictures with theirs, some ms apart: at every change from one to the other it would ask for what it
 * has just been given, on the other level, and at live for so long that the picture ran dry (measured: 2 s).
 */

/** Ends that are told twice differ by rounding, seconds. */
const same = 1e-3

/** Whether something that is buffered ends at `at`. */
const endsAt = (buffered: TimeRanges | undefined, at: number): boolean => {
  const left = aheadIn(buffered, at - same)
  return left > 0 && left < 2 * same
}

/**
 * The end of what is buffered, or of the fragment that it reaches into by more than half: a segment is given whole or not at all, so that one was, by
 * another level. How much is left of it is no matter: pictures in MPEG-TS begin some frames after their sound (measured: 0.167 s; asked for on one level,
 * and what comes next on the other, neither was ever given).
 */
export const pastSeam = (
  bufferEnd: number,
  fragments: readonly { start: number; end: number }[],
  buffered: TimeRanges | undefined,
): number => {
  const within = lastWhere(fragments, ({ start }) => start < bufferEnd)
  const given = endsAt(buffered, bufferEnd) && within
  return given && bufferEnd < within.end && bufferEnd - within.start > within.end - bufferEnd
    ? within.end + 1e-6
    : bufferEnd
}

interface Finder {
  getFragmentAtPosition(bufferEnd: number, end: number, details: LevelDetails): unknown
}

/** Has an hls.js go on beyond seams of what is `buffered` of pictures and slates. Its stream controller is not configurable; where another version has none of this name, it does as it would. */
export const goBeyondSeams = (hls: Hls, buffered: () => TimeRanges | undefined): void => {
  const { streamController } = hls as unknown as { streamController?: Partial<Finder> }
  const find = streamController?.getFragmentAtPosition
  if (!streamController || !find) return
  streamController.getFragmentAtPosition = (bufferEnd, end, details) => {
    const wanted = pastSeam(bufferEnd, details.fragments, buffered())
    // Behind all that is listed it takes the last fragment, which has been given: asked for on one level and then the other, it kept them from what came next.
    if (details.live && wanted >= end && endsAt(buffered(), bufferEnd)) return null
    return find.call(streamController, wanted, end, details)
  }
}
