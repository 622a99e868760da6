import { attemptsIn, isNear, plainNumber, plainReference, referencesIn } from './references.ts'
import type { StatementLine } from './statement.ts'
import type { LedgerRow } from './treasury.ts'

/** Why a line may be for a donation, yet is not sure. */
export const doubts = [
  /** The reference is its, the amount is not what is still to be paid. */
  'other-amount',
  /** The reference is its, and it is paid already. */
  'paid-already',
  /** Several lines of this statement name it. */
  'named-twice',
  /** The text names several donations. */
  'several-named',
  /** Its reference with one mistake, and its amount. */
  'near-reference',
  /** Nothing but its amount. */
  'amount-only',
] as const
export type Doubt = (typeof doubts)[number]

export interface Candidate {
  donation: LedgerRow
  doubt: Doubt
}

/**
 * What a line of a statement is: `sure`: reference, amount (or amount and fee, see `isDue`) and currency of one donation that is not paid. `unsure`: a person decides; the
 * likelier candidates first, `more` others beyond those listed. `entered`: this line is in the ledger already. `unknown`: nothing fits;
 * `reference`: a good reference of a donation that has not reached the ledger (it may still be on a phone).
 */
export type Match =
  | { kind: 'sure'; donation: LedgerRow }
  | { kind: 'unsure'; candidates: readonly Candidate[]; more: number }
  | { kind: 'entered'; donation: string }
  | { kind: 'unknown'; reference: string | null }

/** Candidates by amount alone that are listed. */
const listed = 5

const open = ({ minor, paid }: LedgerRow): number => minor - paid
/** What is still to come where the donor pays the fee too. */
const openWithFee = (row: LedgerRow): number => open(row) + row.fee - row.paidFee

/**
 * Whether this much is what is still to be paid: the amount at the least, the amount and the fee the donor adds at the most. The fee is there
 * for the way of paying to take off, which takes all of it, none, or a little less than the form counted on; the amount has come in full.
 */
const isDue = (donation: LedgerRow, arrived: number): boolean =>
  open(donation) <= arrived && arrived <= openWithFee(donation)
const amountKey = (currency: string, minor: number): string => `${currency} ${minor}`

const indexOf = (donations: readonly LedgerRow[]) => {
  const byReference = new Map<string, LedgerRow>()
  const byAmount = new Map<string, LedgerRow[]>()
  for (const donation of donations) {
    byReference.set(plainReference(donation.id), donation)
    byReference.set(plainNumber(donation.id), donation)
    if (open(donation) <= 0) continue
    for (const due of new Set([open(donation), openWithFee(donation)])) {
      const key = amountKey(donation.currency, due)
      const same = byAmount.get(key)
      if (same) same.push(donation)
      else byAmount.set(key, [donation])
    }
  }
  return { byReference, byAmount }
}

/** Unpaid donations of this amount: those given before the money came, the nearest first, then the others. */
const byTime = (donations: readonly LedgerRow[], arrivedOn: string): LedgerRow[] => {
  const until = `${arrivedOn}~`
  const before = donations.filter(({ recordedAt }) => recordedAt < until)
  const after = donations.filter(({ recordedAt }) => recordedAt >= until)
  return [...before.reverse(), ...after]
}

/**
 * Finds the donation of each line of a statement.
 * @param donations of the account's currency, in order of recording
 * @param keys      the lines' keys, see `lineKeys`
 * @param entered   donations by keys of lines that the ledger has already
 * @returns one match a line, in order
 */
export const reconcile = (
  lines: readonly StatementLine[],
  keys: readonly string[],
  donations: readonly LedgerRow[],
  entered: ReadonlyMap<string, string>,
): Match[] => {
  const { byReference, byAmount } = indexOf(donations)
  const namedBy = lines.map(({ text, currency }, index) => {
    if (entered.has(keys[index] ?? '')) return []
    const found = referencesIn(text).map((reference) => byReference.get(reference))
    return [...new Set(found.filter((one) => one?.currency === currency))] as LedgerRow[]
  })
  const times = new Map<string, number>()
  for (const named of namedBy) for (const { id } of named) times.set(id, (times.get(id) ?? 0) + 1)

  const doubtOf = (line: StatementLine, donation: LedgerRow, several: boolean): Doubt | null => {
    if (several) return 'several-named'
    if (open(donation) <= 0) return 'paid-already'
    if ((times.get(donation.id) ?? 0) > 1) return 'named-twice'
    return isDue(donation, line.minor) ? null : 'other-amount'
  }

  return lines.map((line, index): Match => {
    const before = entered.get(keys[index] ?? '')
    if (before !== undefined) return { kind: 'entered', donation: before }
    const named = namedBy[index] ?? []
    if (named.length > 0) {
      const candidates = named.map((donation) => ({
        donation,
        doubt: doubtOf(line, donation, named.length > 1),
      }))
      const [only] = candidates
      if (only?.doubt === null) return { kind: 'sure', donation: only.donation }
      return { kind: 'unsure', candidates: candidates as Candidate[], more: 0 }
    }
    const same = byAmount.get(amountKey(line.currency, line.minor)) ?? []
    const attempts = attemptsIn(line.text)
    const near = same.filter(({ id }) => {
      const body = plainReference(id).slice(2)
      return attempts.some((attempt) => isNear(attempt, body))
    })
    if (near.length > 0) {
      const candidates = near
        .slice(0, listed)
        .map((donation) => ({ donation, doubt: 'near-reference' as const }))
      return { kind: 'unsure', candidates, more: near.length - candidates.length }
    }
    // A good reference names its donation; if that one is not here, another of the same amount is surely not meant.
    const [reference = null] = referencesIn(line.text).filter((one) => one.startsWith('SD'))
    if (reference !== null || same.length === 0) return { kind: 'unknown', reference }
    const candidates = byTime(same, line.arrivedOn)
      .slice(0, listed)
      .map((donation) => ({ donation, doubt: 'amount-only' as const }))
    return { kind: 'unsure', candidates, more: same.length - candidates.length }
  })
}
