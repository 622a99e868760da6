import { useEffect, useRef } from 'preact/hooks'
import { onLockScreen } from '../../ui/lock-screen.ts'
import type { Player } from '../player/player.ts'
import type { PlayerState } from '../player/state.ts'

/** Seconds, where the lock screen does not say. */
const step = 10

/** Where one is on the line that the lock screen draws: the window that can be listened to, seconds. `null` before there is one. */
export const linePosition = ({ window, position, speed }: PlayerState): MediaPositionState | null => {
  if (!window || position === null) return null
  const duration = Math.max(0, (window.end - window.start) / 1000)
  const at = (position - window.start) / 1000
  return { duration, position: Math.max(0, Math.min(at, duration)), playbackRate: speed }
}

/** What the lock screen says: the part of the programme that is on, else the event. */
export interface Described {
  title: string
  artist: string
  album: string
}

const handle = (action: MediaSessionAction, handler: MediaSessionActionHandler | null): void => {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // A browser that does not know the action; the others work.
  }
}

const actions = (player: Player): [MediaSessionAction, MediaSessionActionHandler][] => [
  ['play', player.play],
  ['pause', player.pause],
  ['stop', player.pause],
  ['seekbackward', ({ seekOffset }) => player.seekBy(-(seekOffset ?? step))],
  ['seekforward', ({ seekOffset }) => player.seekBy(seekOffset ?? step)],
  [
    'seekto',
    ({ seekTime }) => {
      const { window } = player.state.get()
      if (window && seekTime !== undefined) player.seekTo(window.start + seekTime * 1000)
    },
  ],
]

/** Names the broadcast on the lock screen while it sounds and lets its buttons work (Media Session, W3C). */
export const useLockScreen = (player: Player, media: HTMLVideoElement | null, described: Described): void => {
  const { title, artist, album } = described
  const mine = useRef<MediaMetadata | null>(null)
  useEffect(() => {
    if (!media || !('mediaSession' in navigator)) return
    const { mediaSession } = navigator
    const isMine = () => mine.current !== null && mediaSession.metadata === mine.current
    const claim = () => {
      const artwork = [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }]
      mine.current = onLockScreen({ title, artist, album, artwork })
      mediaSession.metadata = mine.current
      for (const [action, handler] of actions(player)) handle(action, handler)
    }
    let told = ''
    const tell = () => {
      const line = linePosition(player.state.get())
      const now = line
        ? `${Math.floor(line.duration ?? 0)} ${Math.floor(line.position ?? 0)} ${line.playbackRate}`
        : ''
      if (!line || now === told || !isMine()) return
      told = now
      mediaSession.setPositionState?.(line)
    }
    media.addEventListener('play', claim)
    // Another part of the programme: named anew, if the lock screen is still ours.
    if (!media.paused) claim()
    const stop = player.state.subscribe(tell)
    return () => {
      media.removeEventListener('play', claim)
      stop()
      // A recording may have begun to play meanwhile: then the lock screen is its.
      if (!isMine()) return
      mediaSession.metadata = null
      mediaSession.setPositionState?.()
      for (const [action] of actions(player)) handle(action, null)
    }
  }, [player, media, title, artist, album])
}
