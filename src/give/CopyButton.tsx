import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/language.tsx'

/** The word "copied" stands this long, ms. */
const shownFor = 3000

/** Copies `value`; `what` names it for who can't see what stands beside the button. */
export const CopyButton = ({ what, value }: { what: string; value: string }) => {
  const t = useText()
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null)
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), shownFor)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      // No permission, or a page that is not secure: the text beside can be selected.
      setOutcome('copyFailed')
    }
  }
  return (
    <span class="give-copy">
      <span role="status" class="soft">
        {outcome && t.give.pay[outcome]}
      </span>
      <button
        type="button"
        class="button button-quiet"
        aria-label={t.give.pay.copy(what)}
        onClick={() => void copy()}
      >
        <Icon name={outcome === 'copied' ? 'check' : 'copy'} />
      </button>
    </span>
  )
}
