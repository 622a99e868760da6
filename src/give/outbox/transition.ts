import type { ProblemKey } from '../../shared/problem.ts'
import type { Entry } from './entry.ts'
import { type VerifiedReceipt, vouchesFor } from './verified-receipt.ts'

export type OutboxEvent =
  /** A sender takes it. Also takes over from a sender that was killed. */
  | { type: 'claim' }
  /** The gateway has it. */
  | { type: 'recorded'; receipt: VerifiedReceipt }
  /** May succeed later: not before `wait` ms from now. */
  | { type: 'failed'; problem: ProblemKey; wait: number }
  /** The gateway refused it for good. */
  | { type: 'parked'; problem: ProblemKey }
  /** The person pressed Send now. */
  | { type: 'wake' }
  /** The person takes it back. */
  | { type: 'cancel' }

/** Longest a gateway's `Retry-After` may keep a donation waiting, ms: a mistaken or hostile answer must not hold it for years. */
export const longestRetryAfter = 60 * 60 * 1000

/** Whether the person may still take it back: not while a sender has it, since it may be recorded this very moment. */
export const canCancel = (entry: Pick<Entry, 'state'>): boolean =>
  entry.state === 'sealed' || entry.state === 'parked'

/** Without what belonged to the last failure. */
const cleared = ({ lastProblem: _, nextTry: __, ...entry }: Entry): Entry => entry

/**
 * What becomes of an entry; `null` only when it was taken back. An event that does not fit the state changes nothing and
 * returns the very same object.
 * @param now ms since the epoch
 */
export const transition = (entry: Entry, event: OutboxEvent, now: number): Entry | null => {
  if (entry.state === 'recorded') return entry
  switch (event.type) {
    case 'claim':
      return entry.state === 'parked' ? entry : { ...entry, state: 'sending', lastTry: now }
    case 'recorded': {
      const { receipt, signed } = event.receipt
      if (!vouchesFor(receipt, entry)) return entry
      return { ...cleared(entry), state: 'recorded', receipt: signed, recordedAt: receipt.recordedAt }
    }
    case 'failed':
      if (entry.state !== 'sending') return entry
      return {
        ...entry,
        state: 'sealed',
        attempts: entry.attempts + 1,
        lastProblem: event.problem,
        nextTry: now + event.wait,
      }
    case 'parked':
      if (entry.state !== 'sending') return entry
      return {
        ...cleared(entry),
        state: 'parked',
        attempts: entry.attempts + 1,
        lastProblem: event.problem,
      }
    case 'wake':
      return entry.state === 'sending' ? entry : { ...cleared(entry), state: 'sealed', attempts: 0 }
    case 'cancel':
      return canCancel(entry) ? null : entry
  }
}
