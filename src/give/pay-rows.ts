import type { Method } from '../shared/giving.ts'
import type { Language } from '../shared/language.ts'
import { formatMoney, payable, toDecimal } from '../shared/money.ts'
import { numericReference } from '../shared/reference.ts'
import type { Messages } from '../ui/catalogue.ts'
import { isolated } from '../ui/isolate.ts'
import { grouped } from './grouped.ts'
import type { Entry } from './outbox/outbox.ts'

/** One line of payment instructions. */
export interface PayRow {
  label: string
  shown: string
  /** What is copied: without the grouping. */
  copied: string
  hint?: string
  /** A number or code to be copied sign by sign, not a name. */
  code?: boolean
}

/** What a payer has to write where, in the order banks ask for it. */
export const payRows = (
  entry: Pick<Entry, 'amount' | 'fee' | 'reference'>,
  { account }: Method,
  { language, locale, words }: { language: Language; locale: string; words: Messages['give']['pay'] },
): PayRow[] => {
  const plain = (label: string, value: string | undefined): PayRow[] =>
    value ? [{ label, shown: value, copied: value }] : []
  const digits = numericReference(entry.reference)
  const total = payable(entry)
  const shown = (minor: number) => formatMoney({ ...total, minor }, locale)
  return [
    ...plain(words.accountTitle, account.title),
    ...plain(words.bank, account.bank[language]),
    ...(account.iban
      ? [{ label: words.iban, shown: grouped(account.iban), copied: account.iban, code: true }]
      : []),
    ...(account.number
      ? [{ label: words.number, shown: grouped(account.number), copied: account.number, code: true }]
      : []),
    ...plain(words.bic, account.bic),
    {
      label: words.amount,
      shown: shown(total.minor),
      copied: toDecimal(total),
      // Gift and fee stay apart.
      ...(entry.fee && { hint: `${isolated(shown(entry.amount.minor))} + ${isolated(shown(entry.fee))}` }),
    },
    {
      label: words.reference,
      shown: entry.reference,
      copied: entry.reference,
      hint: words.referenceHint,
      code: true,
    },
    {
      label: words.numericReference,
      shown: digits,
      copied: digits.replaceAll(' ', ''),
      hint: words.numericReferenceHint,
      code: true,
    },
  ]
}
