import { sql } from 'kysely'
import { fromUtf8 } from '../../shared/bytes.ts'
import type { LedgerFilter, LedgerRow, Listed, Span } from '../../shared/treasury/treasury.ts'
import type { Queries } from '../storage/storage.ts'

/** A place in the list: what was recorded at the same moment is in order of ids. */
const cursorOf = ({ recordedAt, id }: LedgerRow): string => `${recordedAt} ${id}`

/** One page of the donations that pass a filter, in order of recording. */
export const listDonations = async (
  db: Queries,
  { currency, commitment, method, from, to, state, id }: LedgerFilter,
  { after, limit, sealed }: { after?: string | undefined; limit: number; sealed: boolean },
): Promise<Listed> => {
  const sumOf = (part: string) => sql<number>`cast(coalesce((
    select sum(${sql.raw(part)}) from payments where payments.donation = donations.id
  ), 0) as bigint)`
  const paid = sumOf('payments.minor - payments.fee')
  let query = db
    .selectFrom('donations')
    .select(['id', 'currency', 'minor', 'fee', 'commitment', 'due', 'method', 'recorded_at'])
    .select([paid.as('paid'), sumOf('payments.fee').as('paidFee')])
    .$if(sealed, (some) => some.select('bytes'))
  if (currency) query = query.where('currency', '=', currency)
  if (commitment) query = query.where('commitment', '=', commitment)
  if (method) query = query.where('method', '=', method)
  if (id) query = query.where('id', '=', id)
  if (from) query = query.where('recorded_at', '>=', from)
  // A day as a prefix: everything of it comes before the character after the digits.
  if (to) query = query.where('recorded_at', '<', `${to}~`)
  if (state === 'unpaid') query = query.where(paid, '<=', 0)
  if (state === 'part')
    query = query.where((e) => e.and([e(paid, '>', 0), e(paid, '<', e.ref('donations.minor'))]))
  if (state === 'paid') query = query.where((e) => e(paid, '>=', e.ref('donations.minor')))
  const [at = '', last = ''] = after?.split(' ') ?? []
  if (after)
    query = query.where((e) =>
      e.or([e('recorded_at', '>', at), e.and([e('recorded_at', '=', at), e('id', '>', last)])]),
    )
  const rows = await query
    .orderBy('recorded_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const donations = rows.slice(0, limit).map(({ recorded_at, bytes, commitment: promise, ...row }) => ({
    ...row,
    commitment: promise as LedgerRow['commitment'],
    recordedAt: recorded_at,
    ...(bytes ? { sealed: JSON.parse(fromUtf8(bytes)) as NonNullable<LedgerRow['sealed']> } : {}),
  }))
  const end = donations.at(-1)
  return { donations, next: rows.length > limit && end ? cursorOf(end) : null }
}

/** Sums a currency and a span of time, in order of time. */
export const seriesOf = async (db: Queries, by: 'day' | 'hour'): Promise<Span[]> => {
  const length = by === 'day' ? 10 : 13
  const given = sql<string>`substr(recorded_at, 1, ${sql.lit(length)})`
  const arrived = by === 'day' ? sql<string>`arrived_on` : given
  const promises = await db
    .selectFrom('donations')
    .select((e) => [
      given.as('span'),
      'currency',
      sql<number>`cast(count(*) as bigint)`.as('donations'),
      sql<number>`cast(sum(${e.ref('minor')}) as bigint)`.as('pledged'),
    ])
    .groupBy([given, 'currency'])
    .execute()
  const payments = await db
    .selectFrom('payments')
    .select((e) => [
      arrived.as('span'),
      'currency',
      sql<number>`cast(sum(${e.ref('minor')} - ${e.ref('fee')}) as bigint)`.as('paid'),
    ])
    .groupBy([arrived, 'currency'])
    .execute()
  const spans = new Map<string, Span>()
  const at = (span: string, currency: string): Span => {
    const key = `${span} ${currency}`
    const one = spans.get(key) ?? { span, currency, donations: 0, pledged: 0, paid: 0 }
    spans.set(key, one)
    return one
  }
  for (const { span, currency, donations, pledged } of promises)
    Object.assign(at(span, currency), { donations, pledged })
  for (const { span, currency, paid } of payments) at(span, currency).paid = paid
  return [...spans].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, span]) => span)
}
