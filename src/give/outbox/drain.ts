import { isOfLink } from '../../shared/problem.ts'
import { backoff } from '../../shared/retry.ts'
import type { PublicKey } from '../../shared/signature.ts'
import type { OutboxDatabase, SenderConfig } from './database.ts'
import { firstBatch, isDue, type Urgency } from './due.ts'
import type { Entry } from './entry.ts'
import { type Heard, post } from './post.ts'
import type { SenderLock } from './sender-lock.ts'
import { longestRetryAfter, type OutboxEvent } from './transition.ts'
import { type VerifiedReceipt, verifyReceipt } from './verified-receipt.ts'

export interface DrainDeps {
  database: OutboxDatabase
  lock: SenderLock
  /** Called after every committed change. */
  changed: () => void
  signal: AbortSignal
  /** ms since the epoch */
  now: () => number
  /** Uniform in [0, 1). */
  random: () => number
}

/** The worse a gateway's word, the more it tells the person; kept when another gateway does no better. */
const weight = (heard: Heard): number =>
  heard.kind === 'refused' ? 3 : heard.kind === 'receipt' ? 2 : heard.problem === 'offline' ? 0 : 1

const eventOf = (entry: Entry, worst: Heard | undefined, random: () => number): OutboxEvent => {
  if (worst?.kind === 'refused') return { type: 'parked', problem: worst.problem }
  const asked = Math.min(worst?.retryAfter ?? 0, longestRetryAfter)
  return {
    type: 'failed',
    problem: worst === undefined ? 'offline' : worst.kind === 'receipt' ? 'receipt' : worst.problem,
    // On top of what was asked, so that a crowd told "in 5 s" does not come back in the same instant.
    wait: asked + backoff(entry.attempts, random),
    asked: asked > 0,
  }
}

/**
 * Offers a batch to the gateways in turn until each entry has a receipt that verifies. A refusal counts only when no other gateway
 * records the donation: one lying mirror can't park what another would take.
 */
const outcomes = async (
  batch: readonly Entry[],
  { gateways, gatewayKeys }: { gateways: readonly string[]; gatewayKeys: readonly PublicKey[] },
  deps: Pick<DrainDeps, 'signal' | 'now' | 'random'>,
): Promise<Map<string, OutboxEvent>> => {
  const verified = new Map<string, VerifiedReceipt>()
  const worst = new Map<string, Heard>()
  for (const gateway of gateways) {
    const open = batch.filter(({ id }) => !verified.has(id))
    if (open.length === 0) break
    const said = await post(gateway, open, deps)
    for (const entry of open) {
      const heard = said.get(entry.id)
      if (!heard) continue
      const receipt = heard.kind === 'receipt' ? await verifyReceipt(gatewayKeys, entry, heard.signed) : null
      if (receipt) verified.set(entry.id, receipt)
      const before = worst.get(entry.id)
      if (!before || weight(heard) > weight(before)) worst.set(entry.id, heard)
    }
  }
  return new Map(
    batch.map((entry): [string, OutboxEvent] => {
      const receipt = verified.get(entry.id)
      return [
        entry.id,
        receipt ? { type: 'recorded', receipt } : eventOf(entry, worst.get(entry.id), deps.random),
      ]
    }),
  )
}

/** Sends batch after batch until nothing due is left that was not tried. Runs under the lock. */
const sendAll = async (urgency: Urgency, config: SenderConfig, deps: DrainDeps): Promise<void> => {
  const { database, now, changed, signal } = deps
  const tried = new Set<string>()
  while (!signal.aborted) {
    const due = (await database.entries()).filter(
      (entry) => !tried.has(entry.id) && isDue(entry, now(), urgency),
    )
    if (due.length === 0) return
    const batch = firstBatch(due)
    for (const { id } of batch) tried.add(id)
    // Marked and committed before the first byte leaves: a killed browser finds them in `sending`, and cancelling is over.
    const claimed = await database.apply(new Map(batch.map(({ id }) => [id, { type: 'claim' }])), now())
    changed()
    const sending = claimed.filter(({ state }) => state === 'sending')
    if (sending.length === 0) continue
    const events = await outcomes(sending, config, deps)
    await database.apply(events, now())
    changed()
    const gone = [...events.values()].every((event) => event.type === 'failed' && isOfLink(event.problem))
    if (gone) return
  }
}

/**
 * Sends what is due, in a page and in a worker alike; the one and only sender. Safe to call at any time and from anywhere: while
 * another call runs in any tab or worker it does nothing.
 * @returns whether this call was the sender
 * @throws ProblemError where the database fails; what was not finished is picked up by the next call
 */
export const drain = async (urgency: Urgency, deps: DrainDeps): Promise<boolean> =>
  deps.lock.ifFree(async () => {
    const config = await deps.database.sender()
    if (!config || config.gateways.length === 0) return
    try {
      await sendAll(urgency, config, deps)
    } catch (error) {
      // Closing in mid-send leaves entries in `sending`, as a killed browser does; whoever opens next takes them over.
      if (!deps.signal.aborted) throw error
    }
  })
