import { useEffect, useState } from 'preact/hooks'
import type { PlayerState } from '../player/state.ts'
import { untilHere } from '../player/until-here.ts'
import { loadMore } from './load-more.ts'

export type More = typeof import('../more/WatchMore.tsx')

/** With so much voice at hand the link may bring something else, seconds: two segments. */
const voiceFirst = 8
/** On a link that never gets there it comes all the same after this long, ms: who spares data needs its menus most. */
const atLast = 20_000

/** Everything that is not needed in the first seconds; `null` until it has come. It never stands before the voice on the wire. */
export const useMore = ({ phase, voiceAhead, unsupported }: PlayerState): More | null => {
  const [more, setMore] = useState<More | null>(null)
  const [waited, setWaited] = useState(false)
  const ready = phase === 'ready' || phase === 'ended'
  useEffect(() => {
    if (!ready) return
    const timer = setTimeout(() => setWaited(true), atLast)
    return () => clearTimeout(timer)
  }, [ready])
  const wanted = ready && (waited || unsupported || phase === 'ended' || voiceAhead > voiceFirst)
  const [asked, setAsked] = useState(false)
  if (wanted && !asked) setAsked(true)
  useEffect(() => {
    if (!asked) return
    const closing = new AbortController()
    untilHere(loadMore, closing.signal).then(setMoreModule, () => undefined) // The page was left.
    return () => closing.abort()
  }, [asked])
  // A module is no function, but an updater would be taken for one.
  const setMoreModule = (module: More) => setMore(() => module)
  return more
}
