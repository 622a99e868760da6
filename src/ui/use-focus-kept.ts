import { useMemo } from 'preact/hooks'

/** Watches a part of the page; ends by the function returned. */
const keepFocus = (part: HTMLElement): (() => void) => {
  let had = part.contains(document.activeElement)
  const look = () => {
    had = part.contains(document.activeElement)
  }
  const observer = new MutationObserver(() => {
    if (!had || document.activeElement !== document.body) return
    const next = part.querySelector<HTMLElement>('h1, h2, h3, button:enabled')
    if (!next) return
    if (next.tagName !== 'BUTTON') next.tabIndex = -1
    next.focus({ preventScroll: true })
  })
  observer.observe(part, { childList: true, subtree: true })
  document.addEventListener('focusin', look)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', look)
  }
}

/**
 * Where the control that has the focus is taken away (a question answered, a form done), the focus goes to the heading of its part, or to the
 * first button where it has none; left alone it would fall back to the top of the page (WCAG 2.2, 2.4.3). The page itself is watched, since
 * what takes the control away may be drawn anew without the part around it.
 * @returns goes to the part's element as its `ref`
 */
export const useFocusKept = <E extends HTMLElement>(): ((part: E | null) => void) =>
  useMemo(() => {
    let stop = () => {}
    return (part) => {
      stop()
      stop = part ? keepFocus(part) : () => {}
    }
  }, [])
