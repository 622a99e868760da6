import { onLockScreen } from '../../../ui/lock-screen.ts'

interface Described {
  media: HTMLMediaElement
  title: string
  by: string
  poster: string | undefined
  play: () => void
  pause: () => void
  seek: (to: number) => void
  close: () => void
}

/** Seconds, where the lock screen does not say. */
const step = 15

/** Names a recording on the lock screen, lets its buttons work and says where it is (Media Session, W3C). Returns the way to stop. */
export const describeOnLockScreen = (described: Described): (() => void) => {
  if (!('mediaSession' in navigator)) return () => {}
  const { media, title, by, poster, play, pause, seek, close } = described
  const { mediaSession } = navigator
  const mine = onLockScreen({ title, artist: by, artwork: poster ? [{ src: poster }] : [] })
  mediaSession.metadata = mine
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', play],
    ['pause', pause],
    ['stop', close],
    ['seekbackward', ({ seekOffset }) => seek(media.currentTime - (seekOffset ?? step))],
    ['seekforward', ({ seekOffset }) => seek(media.currentTime + (seekOffset ?? step))],
    ['seekto', ({ seekTime }) => seekTime !== undefined && seek(seekTime)],
  ]
  const handle = (action: MediaSessionAction, handler: MediaSessionActionHandler | null) => {
    try {
      mediaSession.setActionHandler(action, handler)
    } catch {
      // A browser that does not know the action; the others work.
    }
  }
  for (const [action, handler] of handlers) handle(action, handler)
  const tell = () => {
    if (mediaSession.metadata !== mine || !Number.isFinite(media.duration)) return
    mediaSession.setPositionState?.({
      duration: media.duration,
      position: Math.min(media.currentTime, media.duration),
      playbackRate: media.playbackRate,
    })
  }
  const events = ['durationchange', 'seeked', 'ratechange', 'play', 'pause'] as const
  for (const event of events) media.addEventListener(event, tell)
  tell()
  return () => {
    for (const event of events) media.removeEventListener(event, tell)
    // Watch may have taken the lock screen meanwhile.
    if (mediaSession.metadata !== mine) return
    mediaSession.metadata = null
    for (const [action] of handlers) handle(action, null)
  }
}
