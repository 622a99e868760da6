import { type Match, reconcile } from './reconcile.ts'
import { plainNumber, plainReference, referencesIn, squeeze } from './references.ts'
import { lineKeys, type StatementLine } from './statement.ts'
import {
  type LedgerFilter,
  type LedgerRow,
  type NewPayment,
  type PayAnswer,
  paymentLimit,
  type Treasury,
} from './treasury.ts'

const pageSize = 1000

/** All donations that pass a filter, in order of recording. */
export const allDonations = async (
  treasury: Pick<Treasury, 'list'>,
  filter: LedgerFilter,
  sealed = false,
): Promise<LedgerRow[]> => {
  const all: LedgerRow[] = []
  let after: string | undefined
  do {
    const page = await treasury.list(filter, { after, limit: pageSize, sealed })
    all.push(...page.donations)
    after = page.next ?? undefined
  } while (after !== undefined)
  return all
}

/** Donations by the keys of the statement lines that stand in the ledger for them. */
const enteredLines = async (treasury: Pick<Treasury, 'payments'>): Promise<Map<string, string>> => {
  const entered = new Map<string, string>()
  let after: string | undefined
  do {
    const page = await treasury.payments({ after, limit: pageSize })
    for (const { line, donation, undone, undoes } of page.payments)
      if (line !== null && donation !== null && !undone && undoes === null) entered.set(line, donation)
    after = page.next ?? undefined
  } while (after !== undefined)
  return entered
}

/** A line of a statement, and what it is. */
export interface Matched {
  line: StatementLine
  key: string
  match: Match
}

/**
 * Matches a statement with the whole ledger. The statement stays here; of it the ledger is only ever told keys, amounts and days.
 * @param account what tells this account from the organisation's others, e.g. the id of its payment method
 */
export const matchStatement = async (
  treasury: Pick<Treasury, 'list' | 'payments'>,
  lines: readonly StatementLine[],
  account: string,
): Promise<{ matched: Matched[]; donations: LedgerRow[] }> => {
  const keys = await lineKeys(account, lines, referencesIn)
  const donations = await allDonations(treasury, {})
  const entered = await enteredLines(treasury)
  const matches = reconcile(lines, keys, donations, entered)
  const matched = lines.map((line, index) => ({
    line,
    key: keys[index] as string,
    match: matches[index] as Match,
  }))
  return { matched, donations }
}

/** The donation a person means by its id or either reference; `null` where there is none. */
export const findDonation = (donations: readonly LedgerRow[], typed: string): LedgerRow | null => {
  const plain = squeeze(typed)
  return (
    donations.find(
      ({ id }) => squeeze(id) === plain || plainReference(id) === plain || plainNumber(id) === plain,
    ) ?? null
  )
}

/** The payment that a line is for a donation. */
export const paymentOf = ({ line, key }: Matched, donation: LedgerRow): NewPayment => ({
  donation: donation.id,
  line: key,
  currency: line.currency,
  minor: line.minor,
  arrivedOn: line.arrivedOn,
})

/** Enters payments, however many; one answer each, in order. Broken off in its middle it may simply be done again. */
export const enterAll = async (
  treasury: Pick<Treasury, 'enter'>,
  payments: readonly NewPayment[],
): Promise<PayAnswer[]> => {
  const answers: PayAnswer[] = []
  for (let at = 0; at < payments.length; at += paymentLimit)
    answers.push(...(await treasury.enter(payments.slice(at, at + paymentLimit))))
  return answers
}
