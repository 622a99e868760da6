import { type ProblemKey, toProblem } from '../shared/problem.ts'

/** A problem as the state carries it. */
export interface Trouble {
  key: ProblemKey
  detail?: string
}

export const troubleOf = (error: unknown): Trouble => {
  const { key, detail } = toProblem(error)
  return detail === undefined ? { key } : { key, detail }
}

/** What came of asking one mirror; `null` where it gave everything. */
export interface MirrorReport {
  mirror: string
  problem: Trouble | null
}

/** Nobody can mend these but time and another mirror. */
const passing: ReadonlySet<ProblemKey> = new Set([
  'offline',
  'timeout',
  'portal',
  'server',
  'not-found',
  'older',
])

/** Worst first: what a person must know of before anything else when no mirror could be used. */
const gravest: readonly ProblemKey[] = [
  'unexpected',
  'storage-full',
  'storage-blocked',
  'minimum-app',
  'signature',
  'unknown-key',
  'hash',
  'size',
  'manifest',
  'older',
  'server',
  'not-found',
  'portal',
  'timeout',
  'offline',
]

/**
 * The one problem a sync leaves on the screen, or `null`: none where a mirror gave everything (but two editions of one number are
 * always told), and none that only waiting mends while the edition on this phone is complete. The mirrors tried are listed all the same.
 */
export const problemOfSync = (reports: readonly MirrorReport[], complete: boolean): Trouble | null => {
  const troubles = reports.map(({ problem }) => problem).filter((problem) => problem !== null)
  const twoTruths = troubles.find(({ key }) => key === 'conflict')
  if (twoTruths) return twoTruths
  if (troubles.length < reports.length) return null
  const [worst] = troubles.sort((a, b) => gravest.indexOf(a.key) - gravest.indexOf(b.key))
  return !worst || (complete && passing.has(worst.key)) ? null : worst
}
