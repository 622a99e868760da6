import type { Transfers } from '../../link/transfer.ts'
import type { Segment } from '../hls/media-playlist.ts'
import { parseMultivariant } from '../hls/multivariant.ts'
import type { Tail } from '../hls/tail.ts'
import type { Keep, Recalled } from '../kept/keep.ts'
import { type KeepFirst, keepFirst } from './keep-first.ts'
import type { Reached } from './source.ts'
import { pause } from './until-here.ts'

/** What this phone keeps of the broadcast, as the player uses it. Its code comes late: a first voice waits for nothing of it. */
export interface Keeping {
  readonly transfers: KeepFirst
  /** Begins to keep; to be called once the voice is heard. Safe to call again. */
  open(): void
  /** Keeps what these playlists list from now on, the voice first. */
  follow(reached: Reached, tails: readonly (Tail | null)[]): void
  /** Whether a piece is on this phone. */
  isHere(segment: Segment): boolean
  close(): void
}

/** What a broadcast opens with: an address that has answered or, without one, what was kept of the last. */
export type Opened = Reached & { primed?: Recalled['primed'] }

/** How long bytes that are probably here are waited for before the network is asked, ms. */
const openPatience = 400
/** How long the network is waited for before what is kept is played, ms: a link that carries answers sooner, and no one sits before silence. */
const linkPatience = 4000

/** @param expected something was heard here lately, so it is probably kept */
export const createKeeping = (
  addresses: readonly string[],
  inner: Transfers,
  expected: boolean,
): Keeping & { recall(): Promise<Opened | null> } => {
  const closing = new AbortController()
  let following: { reached: Reached; tails: readonly Tail[] } | null = null
  let keep: Keep | null = null
  let opening: Promise<Keep | null> | null = null
  const unfollow: (() => void)[] = []

  const learn = (): void => {
    if (!keep || !following) return
    for (const tail of following.tails) {
      const playlist = tail.latest()
      if (playlist) keep.learn({ playlist, advancedAt: tail.advancedAt(), answeredAt: tail.answeredAt() })
    }
  }
  const begin = (): void => {
    if (following) keep?.begin(following.reached.address, following.reached.main)
    learn()
  }
  const open = (): Promise<Keep | null> => {
    opening ??= import('../kept/late.ts')
      .then(async ({ openKeep, keepCode }) => {
        keep = await openKeep({ addresses })
        if (closing.signal.aborted) keep.close()
        begin()
        transfers.attach(keep)
        void keepCode()
        return keep
      })
      // Without its code, or where the browser keeps nothing, the broadcast goes on as it would.
      .catch(() => {
        opening = null
        return null
      })
    return opening
  }
  const transfers = keepFirst(
    inner,
    expected ? Promise.race([Promise.resolve().then(open), pause(openPatience, closing.signal)]) : null,
  )
  const put = (): void => void keep?.flush()
  const listening = { signal: closing.signal }
  globalThis.addEventListener('pagehide', put, listening)
  globalThis.document?.addEventListener('visibilitychange', put, listening)

  return {
    transfers,
    open: () => void open(),
    isHere: ({ uri, range }) => transfers.has(uri, range ?? undefined),
    async recall() {
      const recalled = (await open())?.recall() ?? null
      return recalled && { ...recalled, ladder: parseMultivariant(recalled.main, recalled.address) }
    },
    follow(reached, tails) {
      for (const stop of unfollow.splice(0)) stop()
      following = { reached, tails: tails.filter((tail) => tail !== null) }
      begin()
      for (const tail of following.tails) unfollow.push(tail.subscribe(learn))
    },
    close() {
      closing.abort()
      for (const stop of unfollow.splice(0)) stop()
      keep?.close()
    },
  }
}

/**
 * The broadcast where it answers; what is kept of it where it does not, or not soon. It goes on being asked then.
 * @param onElsewhere it has answered after all, at another address than what is kept came from
 * @throws AbortError when `signal` aborts
 */
export const reachOrRecall = async (
  reach: (onMiss: () => void) => Promise<Reached>,
  recall: () => Promise<Opened | null>,
  signal: AbortSignal,
  onMiss: () => void,
  onElsewhere: () => void,
): Promise<Opened> => {
  let missed = () => {}
  const miss = new Promise<void>((resolve) => {
    missed = resolve
  })
  const reached = reach(() => {
    missed()
    onMiss()
  })
  let answered = false
  const answer = reached.then((found): Opened => {
    answered = true
    return found
  })
  const recalled = Promise.race([miss, pause(linkPatience, signal)]).then(() =>
    answered || signal.aborted ? null : recall().catch(() => null),
  )
  const first = await Promise.race([answer, recalled])
  if (!first) return reached
  if (first.primed)
    reached.then(
      ({ address }) => {
        if (address !== first.address && !signal.aborted) onElsewhere()
      },
      () => undefined,
    )
  return first
}
