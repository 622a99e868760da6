import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/**
 * Where the control that has the focus is taken away (a question answered, a form done), the focus goes to the heading of its part, or to the
 * first button where it has none; left alone it would fall back to the top of the page (WCAG 2.2, 2.4.3).
 * @returns goes to the part's element
 */
export const useFocusKept = <E extends HTMLElement>(): RefObject<E | null> => {
  const part = useRef<E>(null)
  const had = useRef(false)
  useEffect(() => {
    const look = () => {
      had.current = part.current?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', look)
    return () => document.removeEventListener('focusin', look)
  }, [])
  useLayoutEffect(() => {
    if (!had.current || document.activeElement !== document.body) return
    const next = part.current?.querySelector<HTMLElement>('h1, h2, h3, button:enabled')
    if (!next) return
    if (next.tagName !== 'BUTTON') next.tabIndex = -1
    next.focus({ preventScroll: true })
  })
  return part
}
