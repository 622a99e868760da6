import { useRef, useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import type { LocalizedText } from '../shared/localized.ts'
import { formatDateTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { EntryStateWords } from './EntryStateWords.tsx'
import { ItemHead } from './ItemHead.tsx'
import { loadCourier } from './load-courier.ts'
import { canCancel, type Draft, type Entry, type Outbox } from './outbox/outbox.ts'
import { type AccountsGate, PaymentInstructions } from './PaymentInstructions.tsx'
import { useLate } from './use-late.ts'

interface Props {
  entry: Entry
  outbox: Outbox
  giving: Giving | null
  organisation: LocalizedText | null
  gate: AccountsGate
  now: number
  onMend: (draft: Draft) => void
  onCancel: (id: string) => void
}

type Part = 'pay' | 'cancel'

/** One donation given on this phone. */
export const DonationItem = (props: Props) => {
  const { entry, outbox, giving, organisation, gate, now, onMend, onCancel } = props
  const { locale, text: t } = useLanguage()
  const late = useLate(loadCourier)
  const [open, setOpen] = useState<Part | null>(null)
  const words = t.give.list
  const opener = useRef<HTMLButtonElement>(null)
  const keep = () => {
    setOpen(null)
    opener.current?.focus()
  }
  const toggle = (part: Part, label: string) => (
    <button
      type="button"
      {...(part === 'cancel' && { ref: opener })}
      class="button button-quiet"
      aria-expanded={open === part}
      onClick={() => setOpen(open === part ? null : part)}
    >
      {open === part ? words.hide : label}
    </button>
  )
  return (
    <li class="card give-item">
      <ItemHead entry={entry} />
      <p class="soft">
        {entry.state !== 'sealed' && `${words.given(formatDateTime(entry.createdAt, locale))} · `}
        {t.give.commitments[entry.commitment].name}
        {entry.label && (
          <>
            {' '}
            · <bdi>{entry.label}</bdi>
          </>
        )}
      </p>
      <p class="give-item-reference">
        <span class="soft">{t.give.pay.reference}</span> <bdi class="give-code">{entry.reference}</bdi>
      </p>
      <EntryStateWords entry={entry} now={now} />
      <div class="row give-item-actions">
        {entry.state !== 'cancelled' && toggle('pay', words.showPay)}
        {canCancel(entry) && toggle('cancel', words.cancel)}
      </div>
      {open === 'pay' && <PaymentInstructions {...{ entry, outbox, giving, gate }} />}
      {open === 'cancel' && canCancel(entry) && (
        <div
          class="give-cancel"
          role="alert"
          onKeyDown={(event) => {
            if (event.key === 'Escape') keep()
          }}
        >
          <p>
            {entry.lastTry === undefined && entry.handedAt === undefined
              ? words.cancelAsk
              : words.cancelAskTried(entry.reference)}
          </p>
          <div class="row">
            <button type="button" class="button" onClick={() => onCancel(entry.id)}>
              {words.cancelYes}
            </button>
            <button type="button" class="button button-quiet" onClick={keep}>
              {words.cancelNo}
            </button>
          </div>
        </div>
      )}
      {late && <late.Actions {...{ entry, outbox, giving, organisation, onMend }} />}
    </li>
  )
}
