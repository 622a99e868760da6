import { useEffect, useRef } from 'preact/hooks'

/** Elements that use the arrow keys themselves. */
const takesArrows = 'input, textarea, select, audio, video, [contenteditable]'

/** Calls `turn` for the left and right arrow keys, wherever the focus is, unless what has it uses them itself. */
export const useArrows = (turn: (toTheRight: boolean) => void): void => {
  const latest = useRef(turn)
  latest.current = turn
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest(takesArrows)) return
      event.preventDefault()
      latest.current(event.key === 'ArrowRight')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
