import type { LedgerFacts } from '../../gateway/gateway.ts'
import { formatMoney } from '../../shared/money.ts'

const signed = (currency: string, minor: number): string =>
  minor === 0 ? `${currency} 0` : formatMoney({ currency, minor }, 'en')

/** What a ledger holds, a line a currency. */
export const factLines = ({ donations, payments, totals }: LedgerFacts): string[] => [
  `  ${donations} donations with their receipts, ${payments} payments`,
  ...totals.map(
    ({ currency, donations: count, pledged, paid }) =>
      `  ${currency}: ${count} donations, promised ${signed(currency, pledged)}, paid ${signed(currency, paid)}`,
  ),
]
