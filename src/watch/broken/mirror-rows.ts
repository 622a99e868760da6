import type { Place } from '../../link/equal-addresses.ts'
import type { FailureKind, Score, Standing } from '../../link/mirrors.ts'
import { type Reach, reachOf } from '../player/diagnose.ts'

/** One mirror as this phone found it. */
export interface MirrorRow {
  name: string
  /** The broadcast comes from it. */
  inUse: boolean
  reach: Reach
  kbps: number | null
  /** Seconds behind the freshest of them; `null` where it has not told, or does not work. */
  behind: number | null
  /** When it last answered, where that is long ago: all of this is of then. */
  asOf: number | null
  failure: { kind: FailureKind; at: number } | null
}

/** What was found so lately is how it is, ms. */
const lately = 60_000

/** What the freshest of them would have listed when this one answered: they are not asked at the same moment, and meanwhile the broadcast goes on. */
const behindOf = ({ edge, answeredAt }: Score, scores: readonly Score[]): number | null => {
  if (edge === null) return null
  const then = scores.map((other) =>
    other.edge === null ? edge : other.edge - Math.max(0, other.answeredAt - answeredAt),
  )
  return Math.max(0, Math.round((Math.max(...then) - edge) / 1000))
}

export const mirrorRows = (
  places: readonly Place[],
  { scores, current }: Standing,
  now: number,
): MirrorRow[] =>
  places.flatMap(({ host, pathway }, at) => {
    const score = scores[at]
    if (!score) return []
    const reach = reachOf(score)
    return [
      {
        name: pathway === null ? host : `${host} (${pathway})`,
        inUse: at === current && reach !== 'bad',
        reach,
        kbps: score.kbps,
        // How fresh one is that does not work is nothing to anybody.
        behind: reach === 'bad' ? null : behindOf(score, scores),
        asOf: score.answeredAt > 0 && now - score.answeredAt > lately ? score.answeredAt : null,
        failure: score.last,
      },
    ]
  })
