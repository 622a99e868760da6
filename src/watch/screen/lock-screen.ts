import { onLockScreen } from '../../ui/lock-screen.ts'
import type { Player } from '../player/player.ts'

/** Names the broadcast on the lock screen and lets its buttons work. Returns the way to stop. */
export const describeOnLockScreen = (player: Player, title: string, artist: string): (() => void) => {
  if (!('mediaSession' in navigator)) return () => {}
  const { mediaSession } = navigator
  const mine = onLockScreen({ title, artist })
  mediaSession.metadata = mine
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', player.play],
    ['pause', player.pause],
    ['seekbackward', ({ seekOffset }) => player.seekBy(-(seekOffset ?? 15))],
    ['seekforward', ({ seekOffset }) => player.seekBy(seekOffset ?? 15)],
  ]
  for (const [action, handler] of handlers) mediaSession.setActionHandler(action, handler)
  return () => {
    // A recording may have begun to play meanwhile: then the lock screen is its.
    if (mediaSession.metadata !== mine) return
    mediaSession.metadata = null
    for (const [action] of handlers) mediaSession.setActionHandler(action, null)
  }
}
