import { useMemo } from 'preact/hooks'

/** Watches a part of the page; ends by the function returned. */
const keepFocus = (part: HTMLElement): (() => void) => {
  part.dataset['focusKept'] = ''
  /** The innermost part that has the focus, where that is this one or in it. */
  let held: Element | null = null
  const look = () => {
    const { activeElement } = document
    held = part.contains(activeElement) ? (activeElement?.closest('[data-focus-kept]') ?? null) : null
  }
  look()
  const observer = new MutationObserver(() => {
    if (!held || document.activeElement !== document.body) return
    // A part within this one keeps its own, as long as it stands.
    if (held !== part && held.isConnected) return
    const next = part.querySelector<HTMLElement>('h1, h2, h3, button:enabled') ?? part
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
 * first button where it has none, or to the part itself where nothing is left in it; left alone it would fall back to the top of the page
 * (WCAG 2.2, 2.4.3). The page itself is watched, since what takes the control away may be drawn anew without the part around it.
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
