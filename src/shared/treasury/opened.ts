import { type DonorDetails, openDonation } from '../donation.ts'
import { toDecimal } from '../money.ts'
import { referenceOf } from '../reference.ts'
import { keyId, type PrivateJwk, publicKeyOf } from '../signature.ts'
import type { LedgerRow } from './treasury.ts'

/** A donation with its donor's details; `null` where this key does not open them, or somebody changed them. */
export interface Opened {
  row: LedgerRow
  details: DonorDetails | null
}

/**
 * Opens donations by the organisation's private key, on the treasurer's own machine and nowhere else.
 * @param rows listed with their sealed donations
 */
export const openRows = async (rows: readonly LedgerRow[], key: PrivateJwk): Promise<Opened[]> => {
  const id = await keyId(publicKeyOf(key))
  const opened: Opened[] = []
  for (const row of rows) {
    // What the gateway lists must be what the donor sealed; the sealing vouches for its own facts only.
    const { sealed } = row
    const same =
      sealed?.id === row.id &&
      sealed.amount.currency === row.currency &&
      sealed.amount.minor === row.minor &&
      (sealed.fee ?? 0) === row.fee &&
      sealed.commitment === row.commitment &&
      (sealed.due ?? null) === row.due &&
      sealed.method === row.method &&
      sealed.keyId === id
    opened.push({ row, details: same ? await openDonation(sealed, key).catch(() => null) : null })
  }
  return opened
}

/**
 * Which donations were given anew, by their ids, with the ids of those that stand for them. Where a refusal was a lie or an answer was lost both are
 * recorded and counted, and only the later one is meant: who did so is known to nobody before it is opened.
 */
export const givenAnew = (opened: readonly Opened[]): ReadonlyMap<string, string> =>
  new Map(opened.flatMap(({ row, details }) => (details?.replaces ? [[details.replaces, row.id]] : [])))

/**
 * A cell of a table for spreadsheets. What would begin a formula there gets an apostrophe before it: donors write what they like (OWASP, "CSV
 * Injection").
 */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const head = [
  'reference',
  'id',
  'recorded',
  'currency',
  'amount',
  'fee',
  'commitment',
  'due',
  'method',
  'paid',
  'paid fee',
  'opened',
  'name',
  'contact',
  'message',
  'anonymous',
  'residence',
  'tribute',
  'declarations',
  'in place of',
  'given anew as',
]

/** What was taken back may leave less than nothing, for which there is no money to write. */
const decimal = (currency: string, minor: number): string =>
  minor < 0 ? String(minor) : toDecimal({ currency, minor })

const orReference = (id: string | undefined): string => (id ? referenceOf(id) : '')

const cellsOf = ({ row, details }: Opened, anew: string | undefined): string[] => [
  referenceOf(row.id),
  row.id,
  row.recordedAt,
  row.currency,
  decimal(row.currency, row.minor),
  decimal(row.currency, row.fee),
  row.commitment,
  row.due ?? '',
  row.method,
  decimal(row.currency, row.paid),
  decimal(row.currency, row.paidFee),
  details ? 'yes' : 'no',
  details?.name ?? '',
  details?.contact ?? '',
  details?.message ?? '',
  details ? (details.anonymous ? 'yes' : 'no') : '',
  details?.residence ?? '',
  details?.tribute ? `${details.tribute.kind}: ${details.tribute.name}` : '',
  details?.declarations.map(({ id, version }) => `${id} ${version}`).join(' ') ?? '',
  orReference(details?.replaces),
  orReference(anew),
]

/**
 * Opened donations as a table (CSV, RFC 4180), with a byte order mark, without which Excel spoils Urdu. What the edition's own form asked stands in
 * columns behind, by the names of its fields.
 */
export const openedCsv = (opened: readonly Opened[]): string => {
  const anew = givenAnew(opened)
  const fields = [...new Set(opened.flatMap(({ details }) => Object.keys(details?.fields ?? {})))].sort()
  const lines = opened.map((one) => [
    ...cellsOf(one, anew.get(one.row.id)),
    ...fields.map((field) => one.details?.fields?.[field] ?? ''),
  ])
  return `\ufeff${[[...head, ...fields], ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}
