import { useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useFocusKept } from '../ui/use-focus-kept.ts'
import { useStore } from '../ui/use-store.ts'
import { DonationItem } from './DonationItem.tsx'
import type { Outbox } from './outbox/outbox.ts'
import type { AccountsGate } from './PaymentInstructions.tsx'
import { useNow } from './use-now.ts'

/** Every donation given on this phone, newest first, and the button that sends what waits. */
export const DonationList = (props: { outbox: Outbox; giving: Giving | null; gate: AccountsGate }) => {
  const { outbox, giving, gate } = props
  const { text: t } = useLanguage()
  const { entries, ready } = useStore(outbox.state)
  const now = useNow()
  const [sending, setSending] = useState(false)
  const [late, setLate] = useState(false)
  const words = t.give.list
  const open = entries.filter(({ state }) => state !== 'recorded')
  const send = async () => {
    setSending(true)
    await outbox.sendNow()
    setSending(false)
  }
  return (
    <section class="give-list" aria-labelledby="give-list-title" ref={useFocusKept<HTMLElement>()}>
      <div class="give-list-head">
        <h2 id="give-list-title">{words.title}</h2>
        {open.length > 0 && (
          <button
            type="button"
            class="button"
            aria-disabled={sending}
            onClick={() => void (sending || send())}
          >
            {sending
              ? words.sendingNow
              : open.every(({ state }) => state === 'parked')
                ? words.tryAgain
                : words.sendNow}
          </button>
        )}
      </div>
      {late && <Notice tone="warn">{words.cancelLate}</Notice>}
      {!ready && <p role="status">{t.app.loading}</p>}
      {ready && entries.length === 0 && <p class="soft">{words.empty}</p>}
      <ul class="give-items">
        {entries.map((entry) => (
          <DonationItem
            key={entry.id}
            entry={entry}
            giving={giving}
            gate={gate}
            now={now}
            onCancel={(id) => {
              setLate(false)
              outbox.cancel(id).catch(() => setLate(true))
            }}
          />
        ))}
      </ul>
    </section>
  )
}
