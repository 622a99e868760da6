import { openReceipt } from '../../../src/shared/receipt.ts'
import { referenceOf } from '../../../src/shared/reference.ts'
import type { PublicKey } from '../../../src/shared/signature.ts'
import type { Totals } from '../../../src/shared/totals.ts'
import type { LedgerRow } from '../../e2e/ledger.ts'
import type { Outcome } from '../outcome.ts'
import type { KeptEntry } from './in-page.ts'

/** One time the person filled in the form and hit the button; no two of a schedule are of the same amount. */
export interface Attempt {
  currency: string
  minor: number
  /** The reference the screen showed when it said that the donation is kept; `null`: it said no such thing. */
  reference: string | null
  /** The screen said that it was not kept. */
  toldNotKept: boolean
}

export interface Evidence {
  attempts: readonly Attempt[]
  /** The whole ledger, read by another process. */
  ledger: readonly LedgerRow[]
  /** Ids that were in it before. */
  before: ReadonlySet<string>
  /** The phone's store. */
  entries: readonly KeptEntry[]
  /** What the gateway says the totals are. */
  totals: Totals
  gatewayKeys: readonly PublicKey[]
}

type Facts = { currency: string; minor: number }
const said = ({ currency, minor }: Facts): string => `${currency} ${minor / 100}`
const same = (a: Facts, b: Facts): boolean => a.currency === b.currency && a.minor === b.minor

/** What is wrong with a receipt as the gateway's word on these facts; `null`: nothing. */
const faultOf = async (
  keys: readonly PublicKey[],
  signed: string,
  facts: Facts & { id: string; digest: string },
): Promise<string | null> => {
  const receipt = await openReceipt(keys, signed)
  if (!receipt) return 'is not signed by the gateway'
  if (receipt.id !== facts.id) return 'is of another donation'
  if (receipt.digest !== facts.digest) return 'is of other bytes'
  return same(receipt.amount, facts) ? null : 'is of another amount'
}

const wrongTotals = ({ ledger, totals }: Pick<Evidence, 'ledger' | 'totals'>): string[] => {
  const sums = new Map<string, { minor: number; count: number }>()
  for (const { currency, minor } of ledger) {
    const { minor: sum, count } = sums.get(currency) ?? { minor: 0, count: 0 }
    sums.set(currency, { minor: sum + minor, count: count + 1 })
  }
  const told = new Map(totals.currencies.map((row) => [row.currency, row]))
  return [...new Set([...sums.keys(), ...told.keys()])].flatMap((currency) => {
    const { minor, count } = sums.get(currency) ?? { minor: 0, count: 0 }
    const { pledged, donations } = told.get(currency) ?? { pledged: 0, donations: 0 }
    return pledged === minor && donations === count
      ? []
      : [`totals: told ${donations} donations, ${said({ currency, minor: pledged })}; the ledger has ${count}, ${said({ currency, minor })}`] // biome-ignore format: one line
  })
}

/**
 * What was seen, set against what is there. A person who saw no confirmation may have given or not: of each time the button was hit there may be
 * at most one donation, and of each that was confirmed there must be one.
 */
export const judge = async (
  evidence: Evidence,
): Promise<Pick<Outcome, 'kept' | 'recorded' | 'waiting' | 'wrong'>> => {
  const { attempts, before, entries, gatewayKeys } = evidence
  const wrong = wrongTotals(evidence)
  const rows = evidence.ledger.filter(({ id }) => !before.has(id))
  const count = { kept: 0, recorded: 0, waiting: 0 }

  for (const attempt of attempts) {
    const name = `${said(attempt)} (${attempt.reference ?? 'not confirmed'})`
    const inLedger = rows.filter((row) => same(row, attempt))
    const onPhone = entries.filter(({ amount }) => same(amount, attempt))
    if (inLedger.length > 1) wrong.push(`doubled: ${name} is in the ledger ${inLedger.length} times`)
    if (onPhone.length > 1) wrong.push(`doubled: ${name} is on the phone ${onPhone.length} times`)
    if (attempt.toldNotKept && !attempt.reference && inLedger.length + onPhone.length > 0)
      wrong.push(`told that ${name} was not kept, but it was`)
    if (attempt.reference === null) continue
    count.kept++
    const row = inLedger.find(({ id }) => referenceOf(id) === attempt.reference)
    const entry = onPhone.find(({ reference }) => reference === attempt.reference)
    if (row) count.recorded++
    else if (entry && entry.state !== 'recorded') count.waiting++
    else wrong.push(`lost: ${name} is ${entry ? 'recorded on the phone but not' : 'neither on the phone nor'} in the ledger`) // biome-ignore format: one line
    if (row && !entry) wrong.push(`the phone has forgotten ${name} and its receipt`)
    // Nothing here is a reason to refuse a donation for good, or the person's own wish.
    if (entry?.state === 'parked' || entry?.state === 'cancelled')
      wrong.push(`${name} is ${entry.state}, for nothing`)
  }

  for (const row of rows) {
    if (!attempts.some((attempt) => same(attempt, row)))
      wrong.push(`never given: ${said(row)}, ${row.id}, is in the ledger`)
    const fault = await faultOf(gatewayKeys, row.receipt, row)
    if (fault) wrong.push(`the ledger’s receipt of ${row.id} ${fault}`)
  }
  for (const { id, amount, digest, state, receipt } of entries) {
    if (!attempts.some((attempt) => same(attempt, amount)))
      wrong.push(`never given: ${said(amount)}, ${id}, is on the phone`)
    if (state !== 'recorded') continue
    const fault = receipt
      ? await faultOf(gatewayKeys, receipt, { id, digest, ...amount })
      : 'is not there though it counts as recorded'
    if (fault) wrong.push(`the phone’s receipt of ${id} ${fault}`)
    const row = rows.find((one) => one.id === id)
    if (!row) wrong.push(`the phone counts ${id} as recorded, the ledger does not have it`)
    else if (row.receipt !== receipt || row.digest !== digest)
      wrong.push(`the phone’s receipt of ${id} is not the ledger’s`)
  }
  return { ...count, wrong }
}
