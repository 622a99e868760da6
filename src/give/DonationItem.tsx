import { useRef, useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import { Amount } from '../ui/Amount.tsx'
import { formatDateTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { EntryStateWords, StateTag } from './EntryStateWords.tsx'
import { canCancel, type Entry } from './outbox/outbox.ts'
import { type AccountsGate, PaymentInstructions } from './PaymentInstructions.tsx'
import { ReceiptView } from './ReceiptView.tsx'

interface Props {
  entry: Entry
  giving: Giving | null
  gate: AccountsGate
  now: number
  onCancel: (id: string) => void
}

type Part = 'pay' | 'receipt' | 'cancel'

/** One donation given on this phone. */
export const DonationItem = ({ entry, giving, gate, now, onCancel }: Props) => {
  const { locale, text: t } = useLanguage()
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
      <div class="give-item-head">
        <strong class="give-item-amount">
          <Amount money={entry.amount} />
        </strong>
        <StateTag entry={entry} />
      </div>
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
        {toggle('pay', words.showPay)}
        {entry.receipt && toggle('receipt', words.showReceipt)}
        {canCancel(entry) && toggle('cancel', words.cancel)}
      </div>
      {open === 'pay' && <PaymentInstructions entry={entry} giving={giving} gate={gate} />}
      {open === 'receipt' && entry.receipt && <ReceiptView entry={entry} />}
      {open === 'cancel' && canCancel(entry) && (
        <div
          class="give-cancel"
          role="alert"
          onKeyDown={(event) => {
            if (event.key === 'Escape') keep()
          }}
        >
          <p>{entry.lastTry === undefined ? words.cancelAsk : words.cancelAskTried(entry.reference)}</p>
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
    </li>
  )
}
