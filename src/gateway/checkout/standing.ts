import { fromUtf8 } from '../../shared/bytes.ts'
import type { SealedDonation } from '../../shared/donation.ts'
import type { Money } from '../../shared/money.ts'
import type { Queries } from '../storage/storage.ts'
import { arrivedFor } from '../treasury/payments.ts'
import { dueNow } from './due.ts'

export interface Standing {
  donation: SealedDonation
  /** Minor units that have arrived, by card and at the bank. */
  paid: number
  /** What is to be paid now; `null`: nothing. */
  due: Money | null
}

/**
 * A recorded donation and what has been paid of it; `null` where it is not recorded.
 * @param now ms since the epoch
 */
export const standingOf = async (db: Queries, id: string, now: number): Promise<Standing | null> => {
  const row = await db
    .selectFrom('donations')
    .select(['bytes', 'recorded_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { minor: paid } = await arrivedFor(db, id)
  const donation = JSON.parse(fromUtf8(row.bytes)) as SealedDonation
  return { donation, paid, due: dueNow(donation, row.recorded_at, paid, now) }
}
