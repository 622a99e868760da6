import { formatDateTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { formatWait } from './format-wait.ts'
import { type Entry, isPaid } from './outbox/outbox.ts'

/** Below this the next try is "in a moment", ms: the words are renewed no oftener (`use-now.ts`). */
const soon = 15_000

/** Where a donation stands, in words: since when, last try and why it failed, next try. */
export const EntryStateWords = ({ entry, now }: { entry: Entry; now: number }) => {
  const { locale, text: t } = useLanguage()
  const words = t.give.list
  const at = (time: number) => formatDateTime(time, locale)
  const { state, createdAt, lastTry, lastProblem, nextTry, askedToWait, recordedAt } = entry
  const waits = state === 'sealed'
  return (
    <div class="give-state">
      {waits && <p>{words.waitingSince(at(createdAt))}</p>}
      {state === 'sending' && <p>{words.beingSent}</p>}
      {state === 'recorded' && recordedAt && !isPaid(entry) && (
        <p>{words.recordedAt(at(Date.parse(recordedAt)))}</p>
      )}
      {lastProblem && state !== 'sending' && (
        <p>
          {lastTry !== undefined && words.lastTry(at(lastTry))} {t.problems[lastProblem]}
        </p>
      )}
      {waits && nextTry !== undefined && (
        <p>
          {nextTry - now < soon
            ? words.nextSoon
            : words[askedToWait ? 'nextAsked' : 'nextTry'](formatWait(nextTry - now, locale))}
        </p>
      )}
      {state === 'parked' && <p>{words.parked}</p>}
    </div>
  )
}

const tones = {
  sealed: 'tag-flame',
  sending: 'tag-flame',
  recorded: 'tag-good',
  paid: 'tag-good',
  parked: 'tag-bad',
  cancelled: '',
} as const

/** The state in a word. */
export const StateTag = ({ entry }: { entry: Entry }) => {
  const { text: t } = useLanguage()
  const shown = isPaid(entry) ? 'paid' : entry.state
  return <span class={`tag ${tones[shown]}`}>{t.give.list.state[shown]}</span>
}
