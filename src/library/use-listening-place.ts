import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import { placeOf, rememberPlace } from './places.ts'

/** A killed page costs at most this much of a recording, seconds. */
const every = 5
/** Nearer to the end than this it counts as heard, seconds. */
const nearEnd = 3

/** Takes a recording back to where it was left, and remembers where it is left again. `url` is its source once it is known. */
export const useListeningPlace = (
  element: RefObject<HTMLMediaElement | null>,
  name: string,
  url: string | undefined,
): void => {
  useEffect(() => {
    const media = element.current
    if (!media || !url) return
    let last = 0
    const remember = () => {
      last = media.currentTime
      rememberPlace(name, last > media.duration - nearEnd ? 0 : last)
    }
    const onTime = () => {
      if (Math.abs(media.currentTime - last) >= every) remember()
    }
    const goBack = () => {
      const place = placeOf(name)
      if (place > 0 && place < media.duration - nearEnd) media.currentTime = place
      last = media.currentTime
    }
    if (media.readyState >= HTMLMediaElement.HAVE_METADATA) goBack()
    media.addEventListener('loadedmetadata', goBack)
    media.addEventListener('timeupdate', onTime)
    media.addEventListener('pause', remember)
    return () => {
      media.removeEventListener('loadedmetadata', goBack)
      media.removeEventListener('timeupdate', onTime)
      media.removeEventListener('pause', remember)
      if (media.currentTime > 0) remember()
    }
  }, [name, url])
}
