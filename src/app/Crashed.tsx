import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import { useText } from '../ui/language.tsx'

/** What stands where a screen broke; the rest of the app goes on. */
export const Crashed = ({ children }: { children: ComponentChildren }) => {
  const [error] = useErrorBoundary()
  const t = useText()
  if (!error) return <>{children}</>
  return (
    <div class="notice notice-bad" role="alert">
      <div>
        <h1>{t.pages.crashed}</h1>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t.pages.reload}
        </button>
      </div>
    </div>
  )
}
