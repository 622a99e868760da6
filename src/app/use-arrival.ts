import { useRef } from 'preact/hooks'

/**
 * After a navigation: scroll to the top and move focus to the content, so that a screen reader and the keyboard arrive too.
 * The first page load keeps the browser's own focus.
 */
export const useArrival = (): ((url: string) => void) => {
  const last = useRef<string | null>(null)
  return (url) => {
    const before = last.current
    last.current = url
    if (before === null || before === url) return
    document.getElementById('main')?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }
}
