import type { InstallWay } from './way.ts'

export interface OfferFacts {
  way: InstallWay
  /** ms since the epoch. */
  now: number
  /** How long this page has been open, ms. */
  open: number
  /** This visit included. */
  visits: number
  /** Something was read, heard or given. */
  used: boolean
  /** A broadcast plays, something is being sent, a form stands open. */
  busy: boolean
  /** When a person said "not now", ms since the epoch, oldest first. */
  dismissed: readonly number[]
}

/** Nobody is asked for anything in the first minute, ms. */
const firstMinute = 60_000
/** "Not now" holds for thirty days, ms; said twice, for ever. */
const restAfterNo = 30 * 24 * 3_600_000

/**
 * How long until the app may be offered for the home screen, ms: 0 for now, `null` for not before something changes. Only after it has been
 * of use, and only where there is something to tap or to draw. That a view inside another app keeps nothing is said at once: there is no second visit.
 */
export const whenToOffer = (facts: OfferFacts): number | null => {
  const { way, dismissed, now } = facts
  if (way === 'installed' || way === 'menu' || facts.busy) return null
  const last = dismissed.at(-1)
  if (dismissed.length > 1 || (last !== undefined && now - last < restAfterNo)) return null
  if (way === 'in-app') return 0
  if (facts.visits < 2 && !facts.used) return null
  return Math.max(0, firstMinute - facts.open)
}
