import { formatMoney } from '../shared/money.ts'
import { isolated } from '../ui/isolate.ts'
import { useLanguage, useWords } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import { type Entry, isPaid } from './outbox/outbox.ts'
import { paymentWords } from './payment-words.ts'

/** What has arrived of a donation, and what is due still; nothing while nothing has. Late: its words are. */
export const Arrived = ({ entry: { state, amount, arrived } }: { entry: Entry }) => {
  const t = useWords(paymentWords)
  const { locale } = useLanguage()
  if (!arrived || arrived.paid <= 0) return null
  const said = (minor: number) => isolated(formatMoney({ currency: amount.currency, minor }, locale))
  if (isPaid({ state, arrived })) return <Notice tone="good">{t.arrived(said(arrived.paid))}</Notice>
  return <Notice>{t.arrivedInPart(said(arrived.paid), said(arrived.due))}</Notice>
}
