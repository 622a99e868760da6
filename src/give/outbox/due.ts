import { batchLimit } from '../../shared/donation.ts'
import { isOfLink } from '../../shared/problem.ts'
import type { Entry } from './entry.ts'
import { longestRetryAfter } from './transition.ts'

/**
 * Why the outbox is woken. `timer`: only what is due. `reconnect`: the link or the app came back, so what failed for want of a link
 * is due as well (what the gateway asked to wait goes on waiting). `now`: the person asked.
 */
export type Urgency = 'timer' | 'reconnect' | 'now'

/**
 * Whether an entry is to be sent. The caller holds the sender's lock, so an entry in `sending` was left behind by a killed browser.
 * @param now ms since the epoch
 */
export const isDue = (entry: Entry, now: number, urgency: Urgency): boolean => {
  if (entry.state === 'sending') return true
  if (entry.state !== 'sealed') return false
  if (urgency === 'now' || entry.nextTry === undefined || entry.nextTry <= now) return true
  if (urgency === 'reconnect' && isOfLink(entry.lastProblem)) return true
  // No wait is this long: the phone's clock was set back.
  return entry.nextTry - now > 2 * longestRetryAfter
}

/** When to wake next for `entries`, ms since the epoch; `null` when nothing waits. */
export const nextWake = (entries: readonly Entry[], now: number): number | null => {
  const times = entries
    .filter(({ state }) => state === 'sealed' || state === 'sending')
    .map((entry) => (isDue(entry, now, 'timer') ? now : (entry.nextTry ?? now)))
  return times.length === 0 ? null : Math.min(...times)
}

/**
 * Largest request body, bytes, unless one donation alone is larger. At 4 kbit/s this takes about a minute, the time
 * `post.ts` waits for an answer; a bigger one could never get through a throttled link.
 */
export const requestBytes = 32 * 1024

/** The first entries that fit one request: at most `batchLimit`, at most `requestBytes`, at least one. Oldest first. */
export const firstBatch = (due: readonly Entry[]): Entry[] => {
  const batch: Entry[] = []
  let bytes = 0
  for (const entry of [...due].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
    bytes += entry.bytes.length + 1
    if (batch.length > 0 && (batch.length === batchLimit || bytes > requestBytes)) break
    batch.push(entry)
  }
  return batch
}
