/** What the lock screen says of a recording. */
export interface RecordingFacts {
  title: string
  by: string
  poster: string | undefined
}

/** Tells the phone what is playing, whenever it is this element that plays; returns the way to stop. */
export const describeRecording = (
  element: HTMLMediaElement | null,
  { title, by, poster }: RecordingFacts,
): (() => void) | undefined => {
  if (!element || !('mediaSession' in navigator)) return undefined
  const tell = () => {
    const artwork = poster ? [{ src: poster }] : []
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: by, artwork })
  }
  element.addEventListener('play', tell)
  if (!element.paused) tell()
  return () => element.removeEventListener('play', tell)
}
