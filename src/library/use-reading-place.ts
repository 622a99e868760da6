import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { placeOf, rememberPlace } from './places.ts'
import { fractionRead, scrollFor } from './reading-place.ts'

/** Long enough not to write on every frame of a scroll, short enough to survive a killed page. */
const settleMs = 250

/**
 * Takes the reader back (`goBack`) to where the text was left, once it is on screen (`shown`), and remembers where it is left again.
 */
export const useReadingPlace = (
  name: string,
  shown: boolean,
  goBack: boolean,
): RefObject<HTMLDivElement | null> => {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const text = element.current
    if (!shown || !text) return
    const before = placeOf(name)
    // Whoever follows a link to a heading wants to be there.
    if (before > 0 && goBack && !location.hash) scrollBy(0, scrollFor(text.getBoundingClientRect(), before))

    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = () => {
      // Effects end a little after their elements: what is gone has no place.
      if (text.isConnected) rememberPlace(name, fractionRead(text.getBoundingClientRect(), innerHeight))
    }
    const onScroll = () => {
      clearTimeout(timer)
      timer = setTimeout(remember, settleMs)
    }
    addEventListener('scroll', onScroll, { passive: true })
    addEventListener('pagehide', remember)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', onScroll)
      removeEventListener('pagehide', remember)
    }
  }, [name, shown])
  return element
}
