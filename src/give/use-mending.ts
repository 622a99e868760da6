import { useEffect, useState } from 'preact/hooks'
import type { Draft, Outbox } from './outbox/outbox.ts'

/**
 * Puts what is known of a refused donation into the form. `mending` while it is being put there: the form must not stand meanwhile, since it
 * keeps what was typed last when it goes and reads what is kept when it comes. `asked`: id of the donation that was to be mended last.
 */
export const useMending = (
  outbox: Outbox,
): {
  mending: boolean
  asked: string | null
  mend: (draft: Draft) => void
} => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => {
    if (!draft) return
    setAsked(draft.replaces ?? null)
    const done = () => setDraft(null)
    outbox.keepDraft(draft).then(done, done)
  }, [draft])
  return { mending: draft !== null, asked, mend: setDraft }
}
