import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { verifyLedger } from '../../../src/gateway/storage/verify-ledger.ts'
import { gatewayKey, signingKey } from '../../../src/gateway/testing/world.ts'
import type { Entry } from '../../../src/give/outbox/entry.ts'
import { verifyReceipt } from '../../../src/give/outbox/verified-receipt.ts'
import { fromUtf8 } from '../../../src/shared/bytes.ts'
import { openDonation, type SealedDonation } from '../../../src/shared/donation.ts'
import type { Totals } from '../../../src/shared/totals.ts'
import type { Phone } from './phone.ts'
import type { Attempt, Story } from './story.ts'

/** The ledger as it stands on the disk, row by row. */
interface Row {
  id: string
  digest: string
  bytes: Uint8Array<ArrayBuffer>
  currency: string
  minor: number
  receipt: string | null
}

const rowsOf = (file: string): Row[] => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare(
        'SELECT donations.id, digest, bytes, currency, minor, receipt FROM donations LEFT JOIN receipts USING (id)',
      )
      .all() as unknown as Row[]
  } finally {
    database.close()
  }
}

const sums = (rows: readonly Row[]): Map<string, string> => {
  const sum = new Map<string, { donations: number; pledged: number }>()
  for (const { currency, minor } of rows) {
    const { donations = 0, pledged = 0 } = sum.get(currency) ?? {}
    sum.set(currency, { donations: donations + 1, pledged: pledged + minor })
  }
  return new Map(
    [...sum].map(([currency, { donations, pledged }]) => [currency, `${donations} of ${pledged}`]),
  )
}

const sumsTold = ({ currencies }: Pick<Totals, 'currencies'>): Map<string, string> =>
  new Map(currencies.map(({ currency, donations, pledged }) => [currency, `${donations} of ${pledged}`]))

const same = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)

export interface Evidence {
  story: Story
  phones: readonly Phone[]
  /** The closed ledger's file. */
  ledger: string
  /** What `GET /v1/totals` said last. */
  totals: Totals | null
}

export interface Verdict {
  kept: number
  recorded: number
  waiting: number
  wrong: string[]
}

/** Holds what is left after a schedule against the promises. Everything was calm for hours before, and all had been sent that can be. */
export const judge = async ({ story, phones, ledger, totals }: Evidence): Promise<Verdict> => {
  const wrong = [...story.wrong]
  const rows = rowsOf(ledger)
  const byId = Map.groupBy(rows, ({ id }) => id)
  const entries = phones.flatMap((phone) => phone.entries().map((entry) => ({ phone, entry })))
  const mine = new Map(
    entries
      .filter(({ entry }) => !entry.carried)
      .map(({ phone, entry }) => [`${phone.name} ${entry.id}`, entry]),
  )
  const attemptOf = new Map(story.attempts.map((attempt) => [`${attempt.amount.currency} ${attempt.amount.minor}`, attempt])) // biome-ignore format: one index
  const ofAmount = ({ amount: { currency, minor } }: Pick<Entry, 'amount'>) =>
    attemptOf.get(`${currency} ${minor}`)

  // The ledger holds what was given, as it was given, once.
  const counted = new Map<Attempt, number>()
  for (const { id, digest, bytes, currency, minor, receipt } of rows) {
    const attempt = ofAmount({ amount: { currency, minor } })
    const sealed = JSON.parse(fromUtf8(bytes)) as SealedDonation
    if (!attempt) wrong.push(`${id} is in the ledger and nobody gave it`)
    else counted.set(attempt, (counted.get(attempt) ?? 0) + 1)
    if (attempt?.seen === 'refused') wrong.push(`${id} was said not to be kept and is recorded`)
    if (attempt && !attempt.acceptable) wrong.push(`${id} is against the rules and is recorded`)
    if (attempt?.entry && attempt.entry.id !== id) wrong.push(`${id} is recorded for ${attempt.entry.id}`)
    if (attempt?.entry && attempt.entry.digest !== digest) wrong.push(`${id} is recorded with other bytes`)
    if (createHash('sha256').update(bytes).digest('hex') !== digest || sealed.id !== id)
      wrong.push(`${id}: its bytes are not those of its digest`)
    if (sealed.amount.minor !== minor || sealed.amount.currency !== currency)
      wrong.push(`${id} counts another amount than was sealed`)
    if (story.neverLeft.has(id)) wrong.push(`${id} was taken back before it left the phone and is recorded`)
    const facts = { id, digest, amount: { currency, minor } }
    if (!receipt || !(await verifyReceipt([gatewayKey], facts, receipt)))
      wrong.push(`${id} has no receipt that verifies`)
  }
  for (const [id, of] of byId) if (of.length > 1) wrong.push(`${id} is recorded ${of.length} times`)
  for (const [attempt, times] of counted)
    if (times > 1) wrong.push(`${attempt.entry?.id ?? attempt.amount.minor} is counted ${times} times`)
  for (const fault of verifyLedger(ledger).faults) wrong.push(`the ledger's file: ${fault}`)
  if (totals && !same(sums(rows), sumsTold(totals)))
    wrong.push('the totals told are not the sums of the rows')
  if (!totals) wrong.push('no totals were told')

  // What phones hold fits what the ledger holds.
  for (const { phone, entry } of entries) {
    const [row] = byId.get(entry.id) ?? []
    const attempt = ofAmount(entry)
    const where = `${entry.id} on ${phone.name}`
    if (attempt?.seen === 'refused') wrong.push(`${where} was said not to be kept and is there`)
    if (entry.state === 'recorded' && !row) wrong.push(`${where} has a receipt and is not in the ledger`)
    if (entry.state === 'recorded' && row && entry.receipt !== row.receipt)
      wrong.push(`${where} has another receipt than the ledger`)
    if (entry.state === 'recorded' && !(await verifyReceipt([gatewayKey], entry, entry.receipt ?? '')))
      wrong.push(`${where} has a receipt that does not verify`)
    if (entry.state === 'sealed' || entry.state === 'sending')
      wrong.push(`${where} still waits after hours of calm`)
    if (entry.state === 'parked' && attempt?.acceptable)
      wrong.push(`${where} is parked (${entry.lastProblem}) though the gateway would take it`)
    if (entry.state === 'cancelled' && entry.replacedBy === undefined && !story.letGo.has(entry.id))
      wrong.push(`${where} is taken back and nobody asked for it`)
    if (
      !entry.carried &&
      entry.state !== 'cancelled' &&
      entry.state !== 'recorded' &&
      story.takenBack.has(entry.id) &&
      !story.resumed.has(entry.id)
    )
      // biome-ignore format: one rule
      wrong.push(`${where} was said to be taken back and is ${entry.state}`)
  }

  // What a person saw kept is in the ledger, or still there.
  let [kept, recorded, waiting] = [0, 0, 0]
  for (const { phone, entry } of story.attempts) {
    if (!entry) continue
    const now = mine.get(`${phone.name} ${entry.id}`)
    const row = byId.get(entry.id)?.[0]
    const forgotten = !now && story.letGo.has(entry.id)
    if (now?.state === 'cancelled' || forgotten) continue
    kept++
    if (row) recorded++
    else if (now) waiting++
    else wrong.push(`${entry.id} was kept on ${phone.name} and is LOST`)
    if (row && now?.state !== 'recorded') wrong.push(`${entry.id} is recorded, and ${phone.name} says ${now?.state ?? 'nothing'}`) // biome-ignore format: one rule
  }

  // A donation and the one given in its place count once: only one takes its place, and where both were recorded it says so.
  const inPlaceOf = Map.groupBy(
    story.attempts.filter(({ replaces, entry }) => replaces && entry),
    ({ replaces }) => replaces,
  )
  for (const [old = '', by] of inPlaceOf) {
    if (by.length > 1) wrong.push(`${old} was replaced ${by.length} times`)
    for (const { entry } of by) {
      const row = byId.get(entry?.id ?? '')?.[0]
      if (!row || !byId.has(old)) continue
      story.met('recorded with the one in its place')
      const opened = await openDonation(JSON.parse(fromUtf8(row.bytes)) as SealedDonation, signingKey)
      if (opened.replaces !== old)
        wrong.push(`${old} and ${row.id} in its place are both recorded, and nothing says so`)
    }
  }
  return { kept, recorded, waiting, wrong }
}
