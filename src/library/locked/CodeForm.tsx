import { useEffect, useRef, useState } from 'preact/hooks'
import { regroup } from '../../shared/lock/code.ts'
import { type ProblemKey, toProblem } from '../../shared/problem.ts'
import { useWords } from '../../ui/language.tsx'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { CodeMessage } from './CodeMessage.tsx'
import type { LockedItemProps } from './LockedItem.tsx'
import { judge, type Mode, modeOf, type Verdict } from './typed.ts'
import { lockedWords } from './words.ts'

/** Judges every time something else is typed; the latest wins. */
const useVerdict = (
  typed: string,
  mode: Mode,
  { item, reader }: Pick<LockedItemProps, 'item' | 'reader'>,
) => {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  useEffect(() => {
    let current = true
    void judge(typed, mode, item, reader).then((next) => current && setVerdict(next))
    return () => {
      current = false
    }
  }, [typed, mode, item, reader])
  return verdict
}

/** The field for a code, or for twelve words: grouped as it is typed, judged at once, opened by Enter. */
export const CodeForm = ({ item, reader, unlock }: Omit<LockedItemProps, 'opens'>) => {
  const t = useWords(lockedWords)
  const [mode, setMode] = useState<Mode>('code')
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(false)
  const [opening, setOpening] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const [elsewhere, setElsewhere] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const verdict = useVerdict(typed, mode, { item, reader })

  const take = (text: string, next: Mode) => {
    setMode(next)
    setTyped(text)
    setAsked(false)
    setElsewhere(false)
  }
  const onInput = (event: { currentTarget: HTMLTextAreaElement; isComposing?: boolean }) => {
    const { currentTarget } = event
    const { value, selectionStart } = currentTarget
    const next = modeOf(value) ?? mode
    // A keyboard that is still composing would put its own text over ours: it is grouped once it has done.
    if (next === 'words' || event.isComposing) return take(value, next)
    const { text, caret } = regroup(value, selectionStart ?? value.length)
    currentTarget.value = text
    currentTarget.setSelectionRange(caret, caret)
    take(text, next)
  }
  const switchTo = (next: Mode) => {
    take('', next)
    field.current?.focus()
  }
  const submit = async () => {
    setProblem(null)
    setAsked(true)
    // Judged anew: what is on screen may be of one keystroke before.
    const now = await judge(typed, mode, item, reader)
    if (!('key' in now)) {
      field.current?.focus()
      return
    }
    setOpening(true)
    try {
      await unlock(now.key)
      setElsewhere('fault' in now)
    } catch (error) {
      setProblem(toProblem(error).key)
    } finally {
      setOpening(false)
    }
  }
  const wrong = verdict !== null && 'fault' in verdict && (asked || verdict.fault !== 'incomplete')
  return (
    <form
      class="locked-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div class="field">
        <label for="locked-code">{t[mode]}</label>
        <textarea
          ref={field}
          id="locked-code"
          class="input locked-input"
          dir="ltr"
          lang="en"
          rows={mode === 'code' ? 2 : 3}
          autocomplete="off"
          autocapitalize={mode === 'code' ? 'characters' : 'none'}
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="go"
          value={typed}
          onInput={onInput}
          onCompositionEnd={onInput}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return
            event.preventDefault()
            void submit()
          }}
          aria-invalid={wrong}
          aria-describedby="locked-message locked-hint"
        />
        <CodeMessage verdict={verdict} mode={mode} asked={asked} opened={elsewhere} />
        <span id="locked-hint" class="hint">
          {mode === 'code' ? t.codeHint : t.wordsHint}
        </span>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row">
        <button type="submit" class="button button-main" disabled={opening}>
          {opening ? t.opening : t.open}
        </button>
        <button
          type="button"
          class="button button-quiet locked-other"
          onClick={() => switchTo(mode === 'code' ? 'words' : 'code')}
        >
          {mode === 'code' ? t.toWords : t.toCode}
        </button>
      </div>
      <p class="soft">{t.bySelf}</p>
    </form>
  )
}
