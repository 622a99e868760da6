import type { Transfers } from '../../link/transfer.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import type { Tail } from '../hls/tail.ts'
import { addLines, type Line, linesOf } from './transcript.ts'
import { nextWanted } from './wanted.ts'

/** Fetches the words by itself, apart from the media: they go on when the voice can't. */
export interface WordsFollower {
  readonly lines: ReadStore<readonly Line[]>
  /** When the last words came, ms since the epoch; 0 before the first. */
  arrivedAt(): number
  stop(): void
}

const decoder = new TextDecoder()

/**
 * @param position programme time one listens at, ms; `null` before it is known
 * @param onlySoon whether more than what is said now and next would keep the first voice waiting
 */
export const followWords = (
  tail: Tail,
  transfers: Transfers,
  position: () => number | null,
  onlySoon: () => boolean = () => false,
  now: () => number = Date.now,
): WordsFollower => {
  const lines = createStore<readonly Line[]>([])
  const held = new Set<number>()
  const stop = new AbortController()
  let arrived = 0
  let fetching = false

  const fetchOne = async (): Promise<boolean> => {
    const playlist = tail.latest()
    const place = position()
    const segment = playlist && place !== null && nextWanted(playlist.segments, held, place, onlySoon())
    if (!segment || segment.programme === null) return false
    try {
      const bytes = await transfers.load(segment.uri, { kind: 'text', signal: stop.signal })
      const fresh = linesOf(decoder.decode(bytes), segment.programme)
      lines.set((all) => addLines(all, fresh))
      arrived = now()
    } catch {
      // Gone from every mirror, or no longer wanted: a hole in the transcript, never a stop.
      if (stop.signal.aborted) return false
    }
    held.add(segment.number)
    return true
  }

  const catchUp = async (): Promise<void> => {
    if (fetching) return
    fetching = true
    while (await fetchOne()) {
      // Goes on until all that is wanted is here.
    }
    fetching = false
  }

  const unsubscribe = tail.subscribe(() => void catchUp())
  tail.start()
  const timer = setInterval(() => void catchUp(), 1000)

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
