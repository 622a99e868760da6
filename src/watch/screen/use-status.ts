import { useEffect } from 'preact/hooks'
import type { WatchStatus } from '../../shared/status.ts'
import type { Store } from '../../shared/store.ts'
import type { PlayerState } from '../player/state.ts'

/** Tells the app's status line what the broadcast is doing, once a second at most; nothing while nobody listens. */
export const useStatus = (status: Store<WatchStatus | null>, state: PlayerState): void => {
  const { rung, wanted, waiting, pinned } = state
  const behind = Math.round(state.behind)
  const known = state.phase === 'ready' && wanted
  useEffect(() => {
    status.set(known ? { rung, behind, playing: !waiting, pinned } : null)
  }, [status, known, rung, behind, waiting, pinned])
  useEffect(() => () => status.set(null), [status])
}
