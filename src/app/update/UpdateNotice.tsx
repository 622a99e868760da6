import { useEffect, useState } from 'preact/hooks'
import { useText } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useStore } from '../../ui/use-store.ts'
import { focusMain } from '../arrive.ts'
import { update } from '../worker.ts'
import { busy } from './busy.ts'

/**
 * Tells of a new version and waits for consent, and then for whatever a reload would break off. Says nothing while a broadcast plays.
 * Loaded with the worker's code, after the first paint.
 */
export const UpdateNotice = () => {
  const t = useText().pages
  const [apply, setApply] = useState<(() => void) | null>(null)
  const [asked, setAsked] = useState(false)
  const reason = useStore(busy)
  useEffect(() => {
    const changed = () => {
      setApply(() => update.get())
      setAsked(false)
    }
    changed()
    return update.subscribe(changed)
  }, [])
  if (!apply) return null
  const wait = () => {
    setApply(null)
    // The button goes away under the person's finger; what they were here for is next (WCAG 2.2, 2.4.3).
    focusMain()
  }
  if (asked)
    return (
      reason && (
        <Notice>
          <p>{t.updateAfter[reason]}</p>
        </Notice>
      )
    )
  if (reason === 'broadcast') return null
  return (
    <Notice>
      <p>{t.updateReady}</p>
      <div class="row">
        <button
          type="button"
          class="button button-main"
          onClick={() => {
            setAsked(true)
            apply()
          }}
        >
          {t.updateNow}
        </button>
        <button type="button" class="button button-quiet" onClick={wait}>
          {t.updateLater}
        </button>
      </div>
    </Notice>
  )
}
