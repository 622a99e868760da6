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
  'declarations',
]

/** What was taken back may leave less than nothing, for which there is no money to write. */
const decimal = (currency: string, minor: number): string =>
  minor < 0 ? String(minor) : toDecimal({ currency, minor })

const cellsOf = ({ row, details }: Opened): string[] => [
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
  details?.declarations.map(({ id, version }) => `${id} ${version}`).join(' ') ?? '',
]

/** Opened donations as a table (CSV, RFC 4180), with a byte order mark, without which Excel spoils Urdu. */
export const openedCsv = (opened: readonly Opened[]): string =>
  `\ufeff${[head, ...opened.map(cellsOf)].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
