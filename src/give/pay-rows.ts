import type { Method } from '../shared/giving.ts'
import type { Language } from '../shared/language.ts'
import { formatMoney, toDecimal } from '../shared/money.ts'
import { numericReference } from '../shared/reference.ts'
import type { Messages } from '../ui/catalogue.ts'
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
  entry: Pick<Entry, 'amount' | 'reference'>,
  { account }: Method,
  { language, locale, words }: { language: Language; locale: string; words: Messages['give']['pay'] },
): PayRow[] => {
  const plain = (label: string, value: string | undefined): PayRow[] =>
    value ? [{ label, shown: value, copied: value }] : []
  const digits = numericReference(entry.reference)
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
    { label: words.amount, shown: formatMoney(entry.amount, locale), copied: toDecimal(entry.amount) },
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
