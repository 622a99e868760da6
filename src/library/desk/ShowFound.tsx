import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useWords } from '../../ui/language.tsx'
import { showFound } from './find/show-found.ts'
import { dropTarget, keepTarget, type Target } from './find/target.ts'
import { deskWords } from './words.ts'

interface Props {
  target: Target
  /** The text on screen; its content changes with `shown`. */
  text: RefObject<HTMLElement | null>
  shown: unknown
}

/** Says what is marked in this text and takes the marks off again. */
export const ShowFound = ({ target, text, shown }: Props) => {
  const t = useWords(deskWords).find
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (over || !text.current || !shown) return
    // After the place where one was has been taken, which this replaces.
    let unmark: (() => void) | null = null
    let left = false
    requestAnimationFrame(() => {
      if (left) return
      // What was found in the recording or under a picture is shown there.
      const here = target.seconds === undefined && target.slide === undefined
      unmark = text.current && showFound(text.current, target.query, target.passage, here)
    })
    keepTarget(target)
    return () => {
      left = true
      unmark?.()
    }
  }, [target, shown, over])
  if (over) return null
  return (
    <p class="library-shown">
      <span>{t.shown(target.query.trim())}</span>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          dropTarget()
          setOver(true)
        }}
      >
        {t.stopShowing}
      </button>
    </p>
  )
}
