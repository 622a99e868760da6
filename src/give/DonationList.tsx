import { useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import type { LocalizedText } from '../shared/localized.ts'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useFocusKept } from '../ui/use-focus-kept.ts'
import { useStore } from '../ui/use-store.ts'
import { DonationItem } from './DonationItem.tsx'
import type { Draft, Outbox } from './outbox/outbox.ts'
import type { AccountsGate } from './PaymentInstructions.tsx'
import { useNow } from './use-now.ts'

interface Props {
  outbox: Outbox
  giving: Giving | null
  organisation: LocalizedText | null
  gate: AccountsGate
  onMend: (draft: Draft) => void
}

/** Every donation given on this phone, newest first, and the button that sends what waits, carried ones too. */
export const DonationList = ({ outbox, ...item }: Props) => {
  const { text: t } = useLanguage()
  const { entries, ready } = useStore(outbox.state)
  const now = useNow()
  const [sending, setSending] = useState(false)
  const [late, setLate] = useState(false)
  const words = t.give.list
  const own = entries.filter(({ carried }) => !carried)
  const open = entries.filter(({ state }) => state !== 'recorded' && state !== 'cancelled')
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
      {ready && own.length === 0 && <p class="soft">{words.empty}</p>}
      <ul class="give-items">
        {own.map((entry) => (
          <DonationItem
            key={entry.id}
            entry={entry}
            outbox={outbox}
            now={now}
            {...item}
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
