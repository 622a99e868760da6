import type { ProblemKey } from '../../shared/problem.ts'
import { type Entry, isWaiting } from './entry.ts'
import { speaksOf, type VerifiedPaid } from './verified-paid.ts'
import { type VerifiedReceipt, vouchesFor } from './verified-receipt.ts'

export type OutboxEvent =
  /** A sender takes it. Also takes over from a sender that was killed. */
  | { type: 'claim' }
  /** The gateway has it. */
  | { type: 'recorded'; receipt: VerifiedReceipt }
  /** The gateway says what has arrived. */
  | { type: 'paid'; word: VerifiedPaid }
  /** May succeed later: not before `wait` ms from now. */
  | { type: 'failed'; problem: ProblemKey; wait: number; asked?: boolean }
  /** The gateway refused it for good. */
  | { type: 'parked'; problem: ProblemKey }
  /** The person pressed Send now. */
  | { type: 'wake' }
  /** The person takes it back. */
  | { type: 'cancel' }
  /** The person wants it sent after all. */
  | { type: 'resume' }
  /** It was shown as a code or saved as a file: another phone may have it from now on. */
  | { type: 'handed' }
  /** A new donation was given in its place. */
  | { type: 'replaced'; by: string }
  /** The person wants it out of the list: one taken back, or a carried one that is recorded or refused for good. */
  | { type: 'forget' }

/** Longest a gateway's `Retry-After` may keep a donation waiting, ms: a mistaken or hostile answer must not hold it for years. */
export const longestRetryAfter = 60 * 60 * 1000

/** Whether the person may still take it back: their own, until it is recorded. */
export const canCancel = ({ state, carried }: Pick<Entry, 'state' | 'carried'>): boolean =>
  !carried && state !== 'recorded' && state !== 'cancelled'

/** Whether another donation may be given in its place: refused or taken back, and not done so yet. */
export const canReplace = ({
  state,
  carried,
  replacedBy,
}: Pick<Entry, 'state' | 'carried' | 'replacedBy'>): boolean =>
  !carried && replacedBy === undefined && (state === 'parked' || state === 'cancelled')

/**
 * Whether it may go out of the list for good. A courier lets go of what has a verified receipt, and of what the gateway refused for good:
 * carrying that further brings it nowhere, and the donor's own phone, which alone can mend it, keeps it until a receipt comes.
 */
export const canForget = ({ state, carried }: Pick<Entry, 'state' | 'carried'>): boolean =>
  carried ? state === 'recorded' || state === 'parked' : state === 'cancelled'

/** Whether the gateway or another phone may have it: a try whose answer was lost may have been recorded, so may a courier's. */
const mayHaveLeft = ({ lastTry, handedAt }: Entry): boolean => lastTry !== undefined || handedAt !== undefined

/** Without what belonged to the last failure. */
const cleared = ({ lastProblem: _, nextTry: __, askedToWait: ___, ...entry }: Entry): Entry => entry

/** Not sent any more. A sender that has it right now is not stopped: its answer may be the receipt, and that is taken. */
const cancelled = (entry: Entry, now: number): Entry => ({
  ...cleared(entry),
  state: 'cancelled',
  cancelledAt: now,
})

/** The newest word counts: a mirror may hand out an old one. */
const heard = (entry: Entry, { signed, paid }: VerifiedPaid): Entry =>
  entry.state === 'recorded' && speaksOf(paid, entry) && paid.asOf > (entry.arrived?.asOf ?? '')
    ? { ...entry, arrived: { signed, paid: paid.paid, due: paid.due, asOf: paid.asOf } }
    : entry

/**
 * What becomes of an entry; `null` only when its owner took it back before it could have left the phone, or wants it out of the list. An
 * event that does not fit the state changes nothing and returns the very same object.
 * @param now ms since the epoch
 */
export const transition = (entry: Entry, event: OutboxEvent, now: number): Entry | null => {
  if (event.type === 'forget') return canForget(entry) ? null : entry
  if (event.type === 'paid') return heard(entry, event.word)
  if (entry.state === 'recorded') return entry
  switch (event.type) {
    case 'claim':
      return isWaiting(entry) ? { ...entry, state: 'sending', lastTry: now } : entry
    case 'recorded': {
      const { receipt, signed } = event.receipt
      if (!vouchesFor(receipt, entry)) return entry
      return { ...cleared(entry), state: 'recorded', receipt: signed, recordedAt: receipt.recordedAt }
    }
    case 'failed':
      if (entry.state !== 'sending') return entry
      return {
        ...cleared(entry),
        state: 'sealed',
        attempts: entry.attempts + 1,
        lastProblem: event.problem,
        nextTry: now + event.wait,
        ...(event.asked && { askedToWait: true }),
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
      return entry.state === 'sealed' || entry.state === 'parked'
        ? { ...cleared(entry), state: 'sealed', attempts: 0 }
        : entry
    case 'cancel':
      if (!canCancel(entry)) return entry
      return mayHaveLeft(entry) ? cancelled(entry, now) : null
    case 'resume': {
      if (entry.state !== 'cancelled' || entry.replacedBy !== undefined) return entry
      const { cancelledAt: _, ...back } = entry
      return { ...back, state: 'sealed', attempts: 0 }
    }
    case 'handed':
      return entry.handedAt === undefined ? { ...entry, handedAt: now } : entry
    case 'replaced':
      return canReplace(entry) ? { ...cancelled(entry, now), replacedBy: event.by } : entry
  }
}
