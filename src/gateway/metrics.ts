import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CheckoutProblem } from '../shared/checkout.ts'

/** Why a request was asked to come back. */
export type TurnedAway = 'busy' | 'address' | 'pressure'

/**
 * What an operator watches, in Prometheus' terms. No label tells of a person: routes are patterns, and no address is counted by itself.
 */
export interface Metrics {
  readonly contentType: string
  /** All values in Prometheus' text format. */
  text(): Promise<string>
  request(method: string, route: string, status: number, seconds: number): void
  /** Donations by what was answered: recorded now, known before, refused for good, or to be sent again. */
  donations(outcome: 'recorded' | 'known' | 'refused' | 'later', count: number): void
  /** One commit of the writer. */
  commit(size: number, seconds: number): void
  turnedAway(reason: TurnedAway): void
  /** Asked for a page to pay on: made, still open, or why there is none. */
  checkout(outcome: 'made' | 'open' | CheckoutProblem): void
  /** What the card provider told, by what became of it. */
  cardEvent(outcome: 'entered' | 'known' | 'flagged' | 'ignored' | 'refused' | 'later'): void
  /** A transaction was run again because another one was in the way. */
  collision(): void
  close(): void
}

/** @param pending donations in work now */
export const createMetrics = (pending: () => number): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Histogram({
    name: 'sada_http_request_seconds',
    help: 'Requests by method, route pattern and status, and the time to their answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  const donations = new Counter({
    name: 'sada_donations_total',
    help: 'Donations by what they were answered: recorded, known, refused, later.',
    labelNames: ['outcome'] as const,
    registers,
  })
  const sizes = new Histogram({
    name: 'sada_commit_donations',
    help: 'Donations a transaction held.',
    buckets: [1, 4, 16, 64, 256, 512],
    registers,
  })
  const commits = new Histogram({
    name: 'sada_commit_seconds',
    help: 'Time of a transaction, until it was durable.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  const turned = new Counter({
    name: 'sada_turned_away_total',
    help: 'Requests or donations asked to come back: busy (too much in work), address (too many from one), pressure.',
    labelNames: ['reason'] as const,
    registers,
  })
  const collisions = new Counter({
    name: 'sada_database_collisions_total',
    help: 'Transactions run again because another one was in the way.',
    registers,
  })
  const checkouts = new Counter({
    name: 'sada_checkouts_total',
    help: 'Card pages asked for: made, open (made before), or why there was none.',
    labelNames: ['outcome'] as const,
    registers,
  })
  const cardEvents = new Counter({
    name: 'sada_card_events_total',
    help: 'What the card provider told: entered, known, flagged (see the audit log), ignored, refused, later (asked to say it again).',
    labelNames: ['outcome'] as const,
    registers,
  })
  new Gauge({
    name: 'sada_donations_in_work',
    help: 'Donations that have come and are not answered yet.',
    registers,
    collect() {
      this.set(pending())
    },
  })
  // A rate from nothing is no rate: each series begins with 0 (Prometheus, "Avoid missing metrics").
  for (const outcome of ['recorded', 'known', 'refused', 'later']) donations.inc({ outcome }, 0)
  for (const reason of ['busy', 'address', 'pressure']) turned.inc({ reason }, 0)
  for (const outcome of ['made', 'open', 'provider']) checkouts.inc({ outcome }, 0)
  for (const outcome of ['entered', 'flagged', 'refused', 'later']) cardEvents.inc({ outcome }, 0)
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    donations: (outcome, count) => donations.inc({ outcome }, count),
    commit(size, seconds) {
      sizes.observe(size)
      commits.observe(seconds)
    },
    turnedAway: (reason) => turned.inc({ reason }),
    checkout: (outcome) => checkouts.inc({ outcome }),
    cardEvent: (outcome) => cardEvents.inc({ outcome }),
    collision: () => collisions.inc(),
    close: () => registry.clear(),
  }
}
