import { useEffect, useRef, useState } from 'preact/hooks'
import type { Giving } from '../../shared/giving.ts'
import { withInHand } from '../../shared/in-hand.ts'
import type { Language } from '../../shared/language.ts'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import type { Draft } from '../outbox/draft.ts'
import type { Entry, Outbox } from '../outbox/outbox.ts'
import { agreedTo } from './declarations.ts'
import { emptyDraft, fitDraft } from './draft-rules.ts'
import { keptDraft } from './kept-draft.ts'
import type { Rules } from './more/rules.ts'
import { dayOf, type Errors, type Field, validate } from './validate.ts'

/** Typing rests this long before the draft is written, ms: one strict write a pause, not one a key. */
const rest = 400

/** What is wrong, in words, in the order of the form. */
export type InWords = ReadonlyMap<Field, string>

export interface FormState {
  draft: Draft
  change(patch: Partial<Draft>): void
  /** Empty until the first try to give; from then on kept up to date. */
  errors: Errors
  /** Counts tries that failed, so that the focus moves each time. */
  refused: number
  saving: boolean
  /** Why the donation could not be kept. */
  problem: ProblemKey | null
  give(): Promise<void>
  clear(): void
}

/** Writes drafts in the order they were typed, after a pause, and can be told to stop. */
const useDraftKeeper = (outbox: Outbox, giving: Giving) => {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pending = useRef<Draft | null>(null)
  const flush = () => {
    clearTimeout(timer.current)
    const draft = pending.current
    pending.current = null
    // A draft that can't be kept is a comfort lost, not a donation; giving itself reports a full storage.
    if (draft) void outbox.keepDraft(draft).catch(() => undefined)
  }
  useEffect(() => {
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [outbox])
  return {
    keep(draft: Draft) {
      clearTimeout(timer.current)
      pending.current = keptDraft(draft, giving)
      timer.current = setTimeout(flush, rest)
    },
    /** Nothing typed may be written after this: the donation is about to be sealed. */
    stop() {
      clearTimeout(timer.current)
      pending.current = null
    },
  }
}

/** The state of the donation form; `null` while a kept draft is being read. */
export const useForm = (
  outbox: Outbox,
  giving: Giving,
  language: Language,
  rules: Rules,
  onGiven: (entry: Entry) => void,
): FormState | null => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [refused, setRefused] = useState(0)
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const busy = useRef(false)
  const keeper = useDraftKeeper(outbox, giving)

  useEffect(() => {
    let left = false
    void outbox
      .draft()
      .catch(() => null)
      .then((kept) => {
        if (!left)
          setDraft((now) => ((now ?? kept) ? fitDraft((now ?? kept) as Draft, giving) : emptyDraft(giving)))
      })
    return () => {
      left = true
    }
  }, [outbox, giving])

  if (!draft) return null
  const check = () => validate(draft, giving, dayOf(Date.now()), rules)
  const shown = check()
  const errors: Errors = refused > 0 && shown instanceof Map ? shown : new Map()
  return {
    draft,
    errors,
    refused,
    saving,
    problem,
    change(patch) {
      const next = { ...draft, ...patch }
      setDraft(next)
      keeper.keep(next)
    },
    async give() {
      // A second tap before the first is kept would be a second donation.
      if (busy.current) return
      // Not as it was when last drawn: the link may have gone since, or the day.
      const checked = check()
      if (checked instanceof Map) return setRefused((n) => n + 1)
      busy.current = true
      setSaving(true)
      setProblem(null)
      keeper.stop()
      try {
        // A new version that loads before it is kept would take it away, and nobody would be told.
        await withInHand(async () => {
          const declarations = await agreedTo(rules.declarations(draft), draft.agreed, language)
          onGiven(await outbox.add(checked.gift, { ...checked.details, declarations }))
        })
      } catch (error) {
        setProblem(toProblem(error).key)
        keeper.keep(draft)
      } finally {
        busy.current = false
        setSaving(false)
      }
    },
    clear() {
      keeper.stop()
      setDraft(emptyDraft(giving))
      setRefused(0)
      setProblem(null)
      void outbox.keepDraft(null).catch(() => undefined)
    },
  }
}
