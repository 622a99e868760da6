import type { Giving } from '../shared/giving.ts'
import { formatDate } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Said } from '../ui/Said.tsx'
import { CopyButton } from './CopyButton.tsx'
import { loadCourier } from './load-courier.ts'
import type { Entry, Outbox } from './outbox/outbox.ts'
import { type PayRow, payRows } from './pay-rows.ts'
import { useLate } from './use-late.ts'

/** Accounts may be shown: from a doubly signed file, and fresh or asked for once more. */
export interface AccountsGate {
  /** Day the edition vouched for, ms since the epoch; `null` while it is fresh or once the person insisted. */
  staleSince: number | null
  insist: () => void
}

const Row = ({ label, shown, copied, hint, code = false }: PayRow) => (
  <div class="give-pay-row">
    <dt>{label}</dt>
    <dd>
      <bdi class={code ? 'give-pay-value give-code' : 'give-pay-value'}>{shown}</bdi>
      {hint && <span class="soft">{hint}</span>}
    </dd>
    <dd class="give-pay-copy">
      <CopyButton what={label} value={copied} />
    </dd>
  </div>
)

/** How to pay a donation: account, amount, reference. Everything is on the phone already, so it shows without network. */
export const PaymentInstructions = (props: {
  entry: Entry
  outbox: Outbox
  giving: Giving | null
  gate: AccountsGate
  /** Whether the person comes back from the page where a card is paid. */
  back?: boolean
}) => {
  const { entry, outbox, giving, gate, back = false } = props
  const { language, locale, text: t } = useLanguage()
  const words = t.give.pay
  const late = useLate(loadCourier)
  const method = giving?.methods.find(
    ({ id, currency }) => id === entry.method && currency === entry.amount.currency,
  )
  if (!giving) return <Notice tone="warn">{t.problems['giving-signature']}</Notice>
  if (!method) return <Notice tone="warn">{words.noMethod}</Notice>
  if (gate.staleSince !== null)
    return (
      <Notice tone="warn">
        <p>{words.stale(formatDate(gate.staleSince, locale))}</p>
        <button type="button" class="button" onClick={gate.insist}>
          {words.showAnyway}
        </button>
      </Notice>
    )
  const notes = [
    ...(entry.due ? [words.by(formatDate(Date.parse(`${entry.due}T12:00:00`), locale))] : []),
    ...(entry.commitment === 'monthly' ? [words.monthly] : []),
  ]
  const rows = payRows(entry, method, { language, locale, words })
  return (
    <section class="give-pay" aria-label={words.title}>
      <p>
        <Said text={method.instructions} />
      </p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <dl class="give-pay-rows">
        {rows.map((row) => (
          <Row key={row.label} {...row} />
        ))}
      </dl>
      {late && <late.PaymentCode {...{ entry, outbox, method, giving, rows, notes, back }} />}
    </section>
  )
}
