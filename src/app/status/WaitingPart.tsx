import { useState } from 'preact/hooks'
import { isWaiting, type Outbox } from '../../give/outbox/outbox.ts'
import { formatDateTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { timeOf } from './time.ts'
import { statusWords } from './words.ts'

/** Donations that wait to be sent: how many, since when, what the last try met, when the next one is. */
export const WaitingPart = ({ outbox, onLeave }: { outbox: Outbox; onLeave: () => void }) => {
  const { text, locale } = useLanguage()
  const t = useWords(statusWords)
  const list = text.give.list
  const { entries } = useStore(outbox.state)
  const [sending, setSending] = useState(false)
  const waiting = entries.filter(isWaiting)
  const first = Math.min(...waiting.map(({ createdAt }) => createdAt))
  const tried = waiting
    .filter(({ lastTry }) => lastTry !== undefined)
    .sort((a, b) => (b.lastTry ?? 0) - (a.lastTry ?? 0))[0]
  const next = Math.min(...waiting.map(({ nextTry = Number.POSITIVE_INFINITY }) => nextTry))
  const send = async () => {
    setSending(true)
    await outbox.sendNow()
    setSending(false)
  }
  return (
    <section aria-labelledby="sheet-send">
      <h3 id="sheet-send">{t.send}</h3>
      {waiting.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <>
          <p>{t.waiting(waiting.length, `${formatDateTime(first, locale)}`)}</p>
          <p class="soft">
            {tried ? list.lastTry(timeOf(tried.lastTry ?? 0, locale)) : t.notTried}{' '}
            {tried?.lastProblem && text.problems[tried.lastProblem]}{' '}
            {Number.isFinite(next) && list.nextTry(timeOf(next, locale))}
          </p>
          <button
            type="button"
            class="button"
            aria-disabled={sending}
            onClick={() => void (sending || send())}
          >
            {sending ? t.sending : t.sendNow}
          </button>
        </>
      )}
      {entries.length > 0 && (
        <p>
          <a href="/give" onClick={onLeave}>
            {t.toGive}
          </a>
        </p>
      )}
    </section>
  )
}
