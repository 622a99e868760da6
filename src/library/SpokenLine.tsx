import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useText } from '../ui/language.tsx'

/** The words being said at this moment of a sound recording, out of its captions. `captions` is their address, for when it changes. */
export const SpokenLine = ({
  element,
  captions,
}: {
  element: RefObject<HTMLMediaElement | null>
  captions: string
}) => {
  const t = useText().library
  const [line, setLine] = useState('')
  useEffect(() => {
    const tracks = element.current?.textTracks
    const track = tracks?.[tracks.length - 1]
    setLine('')
    if (!track) return
    track.mode = 'hidden' // Read but not drawn: a sound has no picture to draw on.
    const show = () =>
      setLine(
        [...(track.activeCues ?? [])].map((cue) => (cue as VTTCue).text.replace(/<[^>]*>/g, '')).join(' '),
      )
    track.addEventListener('cuechange', show)
    return () => track.removeEventListener('cuechange', show)
  }, [captions])
  return (
    <p class="library-spoken" dir="auto">
      {line !== '' && <span class="visually-hidden">{t.spokenNow}: </span>}
      {line}
    </p>
  )
}
