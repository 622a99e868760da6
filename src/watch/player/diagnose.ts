import type { FailureKind, Score } from '../../link/mirrors.ts'
import type { MediaPlaylist } from '../hls/media-playlist.ts'
import { type EdgeReading, isSilent } from './live-edge.ts'

/** What is wrong with the broadcast, and whose link it is. Programme times and clock times are ms since the epoch. */
export type Trouble =
  /** The phone has no network at all; a login page stands before it; nothing answers; all mirrors answer, and none has the broadcast. */
  | { kind: 'phone-offline' | 'portal' | 'link-dead' | 'origin-gone'; since: number }
  /** Others work. */
  | { kind: 'mirror-blocked'; hosts: readonly string[] }
  /** Mirrors answer, and nothing new is said. `held`: all of what was said is on this phone. */
  | { kind: 'speaker-cut'; at: number; held: boolean }
  /** The encoder went on after a break of so long; nothing of it is missing by our fault. */
  | { kind: 'speaker-restarted'; at: number; seconds: number }

export interface Readings {
  now: number
  /** What the browser says of the phone's own interface; believed only where nothing answers. */
  online: boolean
  mirrors: readonly { host: string; score: Score }[]
  edge: EdgeReading | null
  /** Breaks in the broadcast itself, oldest first. */
  breaks: readonly Break[]
  /** Where one listens, and up to where the voice is here. */
  position: number | null
  heldUntil: number | null
}

/** A place where the broadcast began anew: what came before ended at `at`, the rest is dated from `until` on. */
export interface Break {
  at: number
  until: number
}

/** Dates are rounded to ms and durations are not; encoders begin anew within a second. */
const seamMs = 1500

/** Discontinuities and holes in the dates of a playlist (RFC 8216 sections 4.3.2.3 and 4.3.2.6). */
export const breaksOf = ({ segments }: MediaPlaylist): Break[] => {
  const breaks: Break[] = []
  segments.forEach((segment, at) => {
    const before = segments[at - 1]
    if (!before || before.programme === null || segment.programme === null) return
    const end = before.programme + before.duration * 1000
    if (segment.programme - end > seamMs || segment.part !== before.part)
      breaks.push({ at: end, until: Math.max(end, segment.programme) })
  })
  return breaks
}

/** A moment's silence is nobody's trouble, ms. */
const briefMs = 6_000
/** A break is told of while one comes to it and for a minute after, ms. */
const told = { before: 2_000, after: 60_000 }
/** One failure is an accident, two in a row are a state; of what lies longer back nothing is known any more. Failures within `apartMs` are one outage's. */
const blocked = { failures: 2, withinMs: 600_000, apartMs: 15_000 }

/** How a mirror does, as this phone found it. */
export type Reach = 'unknown' | 'good' | 'slow' | 'frozen' | 'bad'
export const reachOf = ({ failures, last, answeredAt }: Score): Reach => {
  if (failures === 0) return answeredAt > 0 ? 'good' : 'unknown'
  return last?.kind === 'slow' || last?.kind === 'frozen' ? last.kind : 'bad'
}

const answers: ReadonlySet<FailureKind> = new Set<FailureKind>(['missing', 'server', 'wrong'])

/** Nothing carries: why. */
const withoutMirror = ({ online, mirrors }: Readings, since: number): Trouble => {
  const kinds = mirrors.flatMap(({ score }) => (score.last ? [score.last.kind] : []))
  if (!online) return { kind: 'phone-offline', since }
  if (kinds.includes('portal')) return { kind: 'portal', since }
  // One that answers at all: the link is not dead, and the broadcast is not there.
  return { kind: kinds.some((kind) => answers.has(kind)) ? 'origin-gone' : 'link-dead', since }
}

/** What is wrong, the thing that matters most; `null` where all is well, or nothing is known. */
export const diagnose = (readings: Readings): Trouble | null => {
  const { now, mirrors, edge, breaks, position, heldUntil } = readings
  const reaches = mirrors.map(({ score }) => reachOf(score))
  const carries = reaches.some((reach) => reach !== 'bad' && reach !== 'unknown')
  if (!carries) {
    const bad = mirrors.filter((_, at) => reaches[at] === 'bad')
    const heard = Math.max(0, ...mirrors.map(({ score }) => score.answeredAt))
    if (bad.length === 0 || (heard > 0 && now - heard < briefMs)) return null
    const failedAt = Math.min(...bad.map(({ score }) => score.last?.at ?? now))
    return withoutMirror(readings, heard || failedAt)
  }
  if (edge && isSilent(edge))
    return { kind: 'speaker-cut', at: edge.edge, held: (heldUntil ?? 0) >= edge.edge - seamMs }
  const passed =
    position !== null &&
    breaks.filter(({ at, until }) => position > at - told.before && position < until + told.after).at(-1)
  if (passed) {
    const seconds = Math.round((passed.until - passed.at) / 1000)
    return { kind: 'speaker-restarted', at: passed.at, seconds }
  }
  // What failed while everything failed is no more blocked than the one that answers again.
  const worked = mirrors.flatMap(({ score }, at) =>
    reaches[at] === 'bad' || reaches[at] === 'unknown' ? [] : [score.last?.at ?? Number.NEGATIVE_INFINITY],
  )
  const out = mirrors.filter(({ score }, at) => {
    const failedAt = score.last?.at ?? 0
    return (
      reaches[at] === 'bad' &&
      score.failures >= blocked.failures &&
      now - failedAt < blocked.withinMs &&
      worked.some((since) => failedAt - since > blocked.apartMs)
    )
  })
  return out.length > 0 ? { kind: 'mirror-blocked', hosts: out.map(({ host }) => host) } : null
}
