import type { Giving } from '../shared/giving.ts'
import { formatMoney, toDecimal } from '../shared/money.ts'
import { formatDate } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { CopyButton } from './CopyButton.tsx'
import { grouped, isolated } from './grouped.ts'
import type { Entry } from './outbox/outbox.ts'

/** Accounts may be shown: from a doubly signed file, and fresh or asked for once more. */
export interface AccountsGate {
  /** Day the edition vouched for, ms since the epoch; `null` while it is fresh or once the person insisted. */
  staleSince: number | null
  insist: () => void
}

interface Row {
  label: string
  shown: string
  /** What is copied: without the grouping. */
  copied: string
  hint?: string
  /** A number or code to be copied sign by sign, not a name. */
  code?: boolean
}

const PayRow = ({ label, shown, copied, hint, code = false }: Row) => (
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
export const PaymentInstructions = (props: { entry: Entry; giving: Giving | null; gate: AccountsGate }) => {
  const { entry, giving, gate } = props
  const { language, locale, text: t } = useLanguage()
  const words = t.give.pay
  const method = giving?.methods.find(
    ({ id, currency }) => id === entry.method && currency === entry.amount.currency,
  )
  if (!giving) return <Notice tone="warn">{t.problems['giving-signature']}</Notice>
  if (!method) return <Notice tone="warn">{words.noMethod}</Notice>
  if (gate.staleSince !== null)
    return (
      <Notice tone="warn">
        <p>{words.stale(isolated(formatDate(gate.staleSince, locale)))}</p>
        <button type="button" class="button" onClick={gate.insist}>
          {words.showAnyway}
        </button>
      </Notice>
    )
  const { account } = method
  const plain = (label: string, value: string | undefined): Row[] =>
    value ? [{ label, shown: value, copied: value }] : []
  const rows: Row[] = [
    ...plain(words.accountTitle, account.title),
    ...plain(words.bank, account.bank[language]),
    ...(account.iban
      ? [{ label: words.iban, shown: grouped(account.iban), copied: account.iban, code: true }]
      : []),
    ...(account.number
      ? [{ label: words.number, shown: grouped(account.number), copied: account.number, code: true }]
      : []),
    ...plain(words.bic, account.bic),
    { label: words.amount, shown: formatMoney(entry.amount, locale), copied: toDecimal(entry.amount) },
    {
      label: words.reference,
      shown: entry.reference,
      copied: entry.reference,
      hint: words.referenceHint,
      code: true,
    },
  ]
  return (
    <section class="give-pay" aria-label={words.title}>
      <p>{method.instructions[language]}</p>
      <dl class="give-pay-rows">
        {rows.map((row) => (
          <PayRow key={row.label} {...row} />
        ))}
      </dl>
      {entry.due && <p>{words.by(isolated(formatDate(Date.parse(`${entry.due}T12:00:00`), locale)))}</p>}
      {entry.commitment === 'monthly' && <p>{words.monthly}</p>}
    </section>
  )
}
