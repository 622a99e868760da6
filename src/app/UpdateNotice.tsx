import { useEffect, useState } from 'preact/hooks'
import { useText } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'

/** Tells of a new version and waits for consent. workbox-window is loaded with it, after the first paint. */
export const UpdateNotice = () => {
  const t = useText()
  const [apply, setApply] = useState<(() => void) | null>(null)
  useEffect(() => {
    let stop = () => {}
    let left = false
    import('./worker.ts').then(
      ({ update }) => {
        if (left) return
        const changed = () => setApply(() => update.get())
        changed()
        stop = update.subscribe(changed)
      },
      () => undefined, // The link is down; the services ask for the worker again, and the next visit tells of a new version.
    )
    return () => {
      left = true
      stop()
    }
  }, [])
  if (!apply) return null
  return (
    <Notice>
      <p>{t.app.updateReady}</p>
      <div class="row">
        <button type="button" class="button button-main" onClick={apply}>
          {t.app.updateNow}
        </button>
        <button type="button" class="button button-quiet" onClick={() => setApply(null)}>
          {t.app.updateLater}
        </button>
      </div>
    </Notice>
  )
}
