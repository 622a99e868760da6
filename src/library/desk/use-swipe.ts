import { useRef } from 'preact/hooks'

/** A finger's way that is meant: longer than a tap's tremble, CSS pixels, and more across than along. */
const least = 40

/** Handlers that call `swiped` after a finger went sideways; scrolling stays the browser's. */
export const useSwipe = (swiped: (toTheRight: boolean) => void) => {
  const from = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart(event: TouchEvent) {
      const [touch] = event.touches
      from.current = touch && event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null
    },
    onTouchEnd(event: TouchEvent) {
      const [touch] = event.changedTouches
      const start = from.current
      from.current = null
      if (!touch || !start) return
      const [x, y] = [touch.clientX - start.x, touch.clientY - start.y]
      if (Math.abs(x) >= least && Math.abs(x) > 2 * Math.abs(y)) swiped(x > 0)
    },
  }
}
