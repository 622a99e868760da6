import { formatMoney } from '../../shared/money.ts'
import { referenceOf } from '../../shared/reference.ts'
import type { Doubt, Match } from '../../shared/treasury/reconcile.ts'
import type { LedgerRow } from '../../shared/treasury/treasury.ts'

/** An amount that may be negative. */
export const money = (currency: string, minor: number): string =>
  minor === 0 ? '0' : `${minor < 0 ? '−' : ''}${formatMoney({ currency, minor: Math.abs(minor) }, 'en')}`

const doubtWords: Record<Doubt, string> = {
  'other-amount': 'another amount is due',
  'paid-already': 'it is paid already',
  'named-twice': 'another line names it too',
  'several-named': 'the line names several',
  'near-reference': 'its reference has one mistake',
  'amount-only': 'only the amount fits',
}

/** A donation's amount, with the fee the donor adds. */
export const promised = ({ currency, minor, fee }: Pick<LedgerRow, 'currency' | 'minor' | 'fee'>): string =>
  fee === 0 ? money(currency, minor) : `${money(currency, minor)} + fee ${money(currency, fee)}`

const inWords = (donation: LedgerRow): string =>
  `${referenceOf(donation.id)} (${promised(donation)}, given ${donation.recordedAt.slice(0, 10)})`

/** What a match is, one line a candidate. */
export const matchLines = (match: Match): string[] => {
  if (match.kind === 'sure') return [`sure     ${inWords(match.donation)}`]
  if (match.kind === 'entered') return [`entered  ${referenceOf(match.donation)}`]
  if (match.kind === 'unknown')
    return [
      match.reference === null
        ? 'unknown  nothing fits'
        : `unknown  ${match.reference}: a good reference; its donation has not come yet`,
    ]
  return [
    ...match.candidates.map(({ donation, doubt }) => `unsure   ${inWords(donation)}: ${doubtWords[doubt]}`),
    ...(match.more > 0 ? [`         and ${match.more} more of this amount`] : []),
  ]
}
