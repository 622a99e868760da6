/** What is remembered so that nobody is asked too early or too often. Stays on this phone, and goes with what is erased there. */
export interface OfferMemory {
  visits: number
  /** When the app was last opened, ms since the epoch. */
  seen: number
  /** When a person said "not now", oldest first, ms since the epoch. */
  dismissed: number[]
}

const key = 'sada-install'
/** Opened again sooner than this it is the same visit, ms. */
const visitGap = 30 * 60_000

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** Nothing where storage is blocked, or holds what another hand wrote. */
export const recall = (): OfferMemory => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<OfferMemory>
    return {
      visits: isNumber(kept.visits) ? kept.visits : 0,
      seen: isNumber(kept.seen) ? kept.seen : 0,
      dismissed: Array.isArray(kept.dismissed) ? kept.dismissed.filter(isNumber) : [],
    }
  } catch {
    return { visits: 0, seen: 0, dismissed: [] }
  }
}

const keep = (memory: OfferMemory): void => {
  try {
    localStorage.setItem(key, JSON.stringify(memory))
  } catch {
    // Storage blocked or full: then every visit is the first, and no offer is made.
  }
}

/** Counts this visit; how many there have been with it. */
export const countVisit = (now: number): number => {
  const memory = recall()
  const visits = memory.visits + (now - memory.seen > visitGap ? 1 : 0)
  keep({ ...memory, visits, seen: now })
  return visits
}

export const rememberNo = (now: number): void => {
  const memory = recall()
  keep({ ...memory, dismissed: [...memory.dismissed, now] })
}
