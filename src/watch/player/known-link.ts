import { afterAbsence, type History, newHistory } from '../control/distance.ts'
import type { PlaceStorage } from './place.ts'

/** What an earlier visit found out about a link of the same kind. Nothing here tells where or when, but for the age. */

const key = 'sada-watch-link'
/** Older than this it says nothing about tonight, ms: thirty days. */
const keptFor = 30 * 86_400_000

/** Network Information API (WICG), which not every browser has and TypeScript does not know. */
interface Connection {
  readonly connection?: { readonly type?: string; readonly effectiveType?: string }
}

/** Kind of network one is on, as far as the browser tells: `wifi`, `cellular`, else how fast it takes it to be, else one for all. */
export const networkType = (from: object = navigator): string => {
  const { type, effectiveType } = (from as Connection).connection ?? {}
  return type && type !== 'unknown' ? type : (effectiveType ?? 'any')
}

export interface KnownLink {
  history: History
  /** kbit/s; `undefined` where nothing was measured. */
  kbps: number | undefined
}

interface Kept {
  seen: number
  feared: number
  kbps: number
  at: number
}

const read = (storage: PlaceStorage): Record<string, Kept> => {
  try {
    const all: unknown = JSON.parse(storage().getItem(key) ?? '{}')
    return all && typeof all === 'object' ? (all as Record<string, Kept>) : {}
  } catch {
    // Storage blocked, or written by another hand: every link is a stranger.
    return {}
  }
}
const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < 1e9

/** What is known of links of this type; a stranger's where nothing is. */
export const recallLink = (storage: PlaceStorage, type: string, now: number): KnownLink => {
  const kept = read(storage)[type]
  const good = kept && isCount(kept.seen) && isCount(kept.feared) && isCount(kept.kbps)
  const age = good ? now - kept.at : Number.NaN
  if (!good || !(age >= 0 && age < keptFor)) return { history: newHistory, kbps: undefined }
  const history = afterAbsence({ debt: 0, seen: kept.seen, feared: kept.feared }, age / 1000)
  return { history, kbps: kept.kbps || undefined }
}

export const rememberLink = (storage: PlaceStorage, type: string, link: KnownLink, now: number): void => {
  const { seen, feared } = link.history
  const kept: Kept = { seen, feared, kbps: Math.round(link.kbps ?? 0), at: now }
  try {
    storage().setItem(key, JSON.stringify({ ...read(storage), [type]: kept }))
  } catch {
    // Storage full or blocked: what is known lives as long as the page.
  }
}
