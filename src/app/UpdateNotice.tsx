import { useEffect, useState } from 'preact/hooks'
import { useText } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { update } from './worker.ts'

/** Tells of a new version and waits for consent. Loaded with the worker's code, after the first paint. */
export const UpdateNotice = () => {
  const t = useText()
  const [apply, setApply] = useState<(() => void) | null>(null)
  useEffect(() => {
    const changed = () => setApply(() => update.get())
    changed()
    return update.subscribe(changed)
  }, [])
  if (!apply) return null
  return (
    <Notice>
      <p>{t.pages.updateReady}</p>
      <div class="row">
        <button type="button" class="button button-main" onClick={apply}>
          {t.pages.updateNow}
        </button>
        <button type="button" class="button button-quiet" onClick={() => setApply(null)}>
          {t.pages.updateLater}
        </button>
      </div>
    </Notice>
  )
}
