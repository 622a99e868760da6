import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** Fraction of a text that has been on screen, from 0 to 1; 1 where its end has. `box` in CSS pixels, `top` negative once scrolled past. */
export const fractionSeen = ({ top, height }: { top: number; height: number }, screen: number): number =>
  height <= 0 ? 0 : Math.min(1, Math.max(0, (screen - top) / height))

/** How much of a text has been seen; `null` where it fits the screen and there is nothing to tell. */
export const useProgress = (element: RefObject<HTMLElement | null>, shown: unknown): number | null => {
  const [read, setRead] = useState<number | null>(null)
  useEffect(() => {
    const text = element.current
    if (!text) return
    let asked = false
    let over = false
    const look = () => {
      asked = false
      if (over) return
      const box = text.getBoundingClientRect()
      setRead(box.height > innerHeight ? fractionSeen(box, innerHeight) : null)
    }
    const later = () => {
      if (!asked) requestAnimationFrame(look)
      asked = true
    }
    later()
    addEventListener('scroll', later, { passive: true })
    addEventListener('resize', later)
    return () => {
      over = true
      removeEventListener('scroll', later)
      removeEventListener('resize', later)
    }
  }, [element, shown])
  return read
}
