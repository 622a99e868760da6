import type { Transfers } from '../../link/transfer.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import type { Segment } from '../hls/media-playlist.ts'
import type { Tail } from '../hls/tail.ts'
import { addLines, type Line, linesOf } from './transcript.ts'
import { isEnough, nextWanted, type WordsReach } from './wanted.ts'

/** Fetches the words by itself, apart from the media: they go on when the voice can't. */
export interface WordsFollower {
  readonly lines: ReadStore<readonly Line[]>
  /** When the last words came, ms since the epoch; 0 before the first. */
  arrivedAt(): number
  stop(): void
}

const decoder = new TextDecoder()

export interface WordsOptions {
  /** How much may be fetched now without keeping the voice waiting. */
  reach: () => WordsReach
  /** ms since the epoch. */
  now: () => number
  /** Bytes and seconds of each segment that came. */
  onSegment: (bytes: number, seconds: number) => void
}

/**
 * @param position programme time one listens at, ms; `null` before it is known
 */
export const followWords = (
  tail: Tail,
  transfers: Transfers,
  position: () => number | null,
  { reach = () => 'all', now = Date.now, onSegment = () => {} }: Partial<WordsOptions> = {},
): WordsFollower => {
  const lines = createStore<readonly Line[]>([])
  const held = new Set<number>()
  const stop = new AbortController()
  let arrived = 0
  let fetching = false

  const take = async ({ uri, number, duration, programme }: Segment): Promise<void> => {
    try {
      const bytes = await transfers.load(uri, { kind: 'text', signal: stop.signal })
      onSegment(bytes.length, duration)
      const fresh = linesOf(decoder.decode(bytes), programme ?? 0)
      lines.set((all) => addLines(all, fresh))
      arrived = now()
    } catch {
      // Gone from every mirror, or no longer wanted: a hole in the transcript, never a stop.
      if (stop.signal.aborted) return
    }
    held.add(number)
  }

  const fetchOne = async (): Promise<boolean> => {
    const playlist = tail.latest()
    const place = position()
    const segment = playlist && place !== null && nextWanted(playlist.segments, held, place, reach())
    if (!segment) return false
    await take(segment)
    return !stop.signal.aborted
  }

  const catchUp = async (): Promise<void> => {
    if (fetching) return
    fetching = true
    while (await fetchOne()) {
      // Goes on until all that is wanted is here.
    }
    fetching = false
  }

  /** Words that are on this phone wait for nobody: not behind others that the link does not bring. */
  const readKept = async (): Promise<void> => {
    const place = position()
    const here = (tail.latest()?.segments ?? []).filter(({ uri }) => transfers.has(uri))
    for (let next = place !== null && nextWanted(here, held, place); next && !stop.signal.aborted; ) {
      await take(next)
      next = place !== null && nextWanted(here, held, place)
    }
  }

  const look = (): void => {
    void readKept().then(catchUp)
  }
  const unsubscribe = tail.subscribe(look)
  tail.spare(({ segments }) => isEnough(segments, position(), reach()))
  tail.start()
  const timer = setInterval(look, 1000)

  return {
    lines,
    arrivedAt: () => arrived,
    stop() {
      stop.abort()
      clearInterval(timer)
      unsubscribe()
      tail.stop()
    },
  }
}
