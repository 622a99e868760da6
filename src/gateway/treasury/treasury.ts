import type { Treasury } from '../../shared/treasury/treasury.ts'
import type { Storage } from '../storage/storage.ts'
import { readAudit, writeAudit } from './audit.ts'
import { listDonations, seriesOf } from './list.ts'
import { enterPayment, listPayments, undoPayment } from './payments.ts'

/**
 * The treasurer's side of a ledger, for one treasurer; whatever changes it is in the audit log, in the same transaction.
 * @param name who does it
 * @param now  clock, ms since the epoch
 */
export const createTreasury = (storage: Storage, name: string, now: () => number = Date.now): Treasury => {
  const { kind } = storage
  const clerk = () => ({ name, at: new Date(now()).toISOString() })
  return {
    list: (filter, page) => storage.read((db) => listDonations(db, filter, page)),
    series: (by) => storage.read((db) => seriesOf(db, by)),
    payments: (page) => storage.read((db) => listPayments(db, page)),
    enter: (payments) =>
      storage.transaction(async (db) => {
        const one = clerk()
        const answers = []
        for (const payment of payments) answers.push(await enterPayment({ db, kind }, payment, one))
        const entered = answers.filter(({ outcome }) => outcome === 'entered').length
        if (entered > 0) await writeAudit(db, one.at, name, 'enter', { payments: entered })
        return answers
      }),
    undo: (payment) =>
      storage.transaction(async (db) => {
        const one = clerk()
        const outcome = await undoPayment({ db, kind }, payment, one)
        if (outcome === 'undone') await writeAudit(db, one.at, name, 'undo', { payment })
        return outcome
      }),
    audit: (limit) => storage.read((db) => readAudit(db, limit)),
  }
}
