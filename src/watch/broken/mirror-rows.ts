import type { Place } from '../../link/equal-addresses.ts'
import type { FailureKind, Standing } from '../../link/mirrors.ts'
import { type Reach, reachOf } from '../player/diagnose.ts'

/** One mirror as this phone found it. */
export interface MirrorRow {
  name: string
  inUse: boolean
  reach: Reach
  kbps: number | null
  /** Seconds behind the freshest of them; `null` where it has not told. */
  behind: number | null
  failure: { kind: FailureKind; at: number } | null
}

export const mirrorRows = (places: readonly Place[], { scores, current }: Standing): MirrorRow[] => {
  const newest = Math.max(...scores.map(({ edge }) => edge ?? Number.NEGATIVE_INFINITY))
  return places.flatMap(({ host, pathway }, at) => {
    const score = scores[at]
    if (!score) return []
    return [
      {
        name: pathway === null ? host : `${host} (${pathway})`,
        inUse: at === current,
        reach: reachOf(score),
        kbps: score.kbps,
        behind: score.edge === null ? null : Math.max(0, Math.round((newest - score.edge) / 1000)),
        failure: score.last,
      },
    ]
  })
}
