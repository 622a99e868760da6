import type { Transfers } from '../../link/transfer.ts'
import type { Segment } from '../hls/media-playlist.ts'
import type { Tail } from '../hls/tail.ts'

/**
 * Fetches listed voice by itself, apart from the player: hls.js buffers the voice no further than one segment beyond the
 * picture, and a picture is just what a bad link has not got. What is here already it is given at once.
 */
export interface VoiceAhead {
  /** Programme time up to which the voice is on this phone without a hole, at least `from`, ms. */
  heldUntil(from: number): number
  stop(): void
}

/** How much is worth fetching before it is heard, seconds: an outage of this length is not noticed, a rewind costs no more. */
const horizon = 120
/** Files under way: the second hides the round trip of the first, and delays it; so it waits until so much is here, seconds. */
const parallel = 2
const calm = 12
/** Programme times are rounded to ms, durations are not. */
const seam = 60

/** Segments heard at `from` or later, in order. */
const following = (segments: readonly Segment[], from: number): Segment[] =>
  segments.filter(
    ({ programme, duration }) => programme !== null && programme + duration * 1000 > from + seam,
  )

export const fetchVoiceAhead = (tail: Tail, transfers: Transfers, place: () => number | null): VoiceAhead => {
  const stop = new AbortController()
  const loading = new Set<number>()
  /** Gone from every mirror: a hole, never a stop. */
  const gone = new Set<number>()

  const nextWanted = (): Segment | undefined => {
    const from = place()
    if (from === null) return
    return following(tail.latest()?.segments ?? [], from).find(
      ({ number, uri, range, programme }) =>
        (programme ?? 0) < from + horizon * 1000 &&
        !loading.has(number) &&
        !gone.has(number) &&
        !transfers.has(uri, range ?? undefined),
    )
  }

  const fetchOne = async ({ number, uri, range }: Segment): Promise<void> => {
    loading.add(number)
    try {
      await transfers.load(uri, { kind: 'voice', signal: stop.signal, ...(range && { range }) })
    } catch {
      // Gone from every mirror, or no longer wanted.
      gone.add(number)
    }
    loading.delete(number)
    catchUp()
  }

  const heldUntil = (from: number): number => {
    let until = from
    for (const { programme, duration, uri, range } of following(tail.latest()?.segments ?? [], from)) {
      if (programme === null || programme > until + seam || !transfers.has(uri, range ?? undefined)) break
      until = programme + duration * 1000
    }
    return until
  }

  /** What is heard soon comes soonest alone. */
  const most = (): number => {
    const from = place()
    return from !== null && heldUntil(from) > from + calm * 1000 ? parallel : 1
  }

  const catchUp = (): void => {
    while (!stop.signal.aborted && loading.size < most()) {
      const segment = nextWanted()
      if (!segment) return
      void fetchOne(segment)
    }
  }

  const unsubscribe = tail.subscribe(catchUp)
  // The place moves without a word from the playlist: by listening, by a seek.
  const timer = setInterval(catchUp, 1000)
  catchUp()

  return {
    heldUntil,
    stop() {
      stop.abort()
      clearInterval(timer)
      unsubscribe()
    },
  }
}
