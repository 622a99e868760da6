import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export interface Playback {
  playing: boolean
  /** Seconds. */
  at: number
  /** Seconds; the declared length until the recording itself says. */
  duration: number
}

const events = ['play', 'pause', 'ended', 'timeupdate', 'seeking', 'durationchange', 'emptied'] as const

/** What a media element is doing, as a value. `declared` is the recording's length by the table of contents, seconds. */
export const usePlayback = (element: RefObject<HTMLMediaElement | null>, declared: number): Playback => {
  const [state, setState] = useState<Playback>({ playing: false, at: 0, duration: declared })
  useEffect(() => {
    const media = element.current
    if (!media) return
    const look = () =>
      setState({
        playing: !media.paused && !media.ended,
        at: media.currentTime,
        duration: Number.isFinite(media.duration) ? media.duration : declared,
      })
    for (const event of events) media.addEventListener(event, look)
    look()
    return () => {
      for (const event of events) media.removeEventListener(event, look)
    }
  }, [element, declared])
  return state
}
