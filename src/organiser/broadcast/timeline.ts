/**
 * When each segment of a live broadcast is there. Segment `n` holds the programme's seconds `n * segmentMs` onwards;
 * all renditions are cut alike. Times are milliseconds since the epoch.
 */
export interface Timeline {
  /** When segment 0 began to be spoken. */
  startsAt: number
  segmentMs: number
  /** Ended cuts: from `segment` on, everything was spoken `ms` later. */
  pauses: readonly { segment: number; ms: number }[]
  /** Since when the speaker has been cut; null while the broadcast runs. */
  frozenAt: number | null
}

const paused = (timeline: Timeline): number => timeline.pauses.reduce((sum, { ms }) => sum + ms, 0)

/** Programme milliseconds spoken by `now`; 0 before the start. */
export const spoken = (timeline: Timeline, now: number): number =>
  Math.max(0, Math.min(now, timeline.frozenAt ?? now) - timeline.startsAt - paused(timeline))

/** Number of complete segments at `now`: 0 to `count - 1` may be fetched. */
export const liveCount = (timeline: Timeline, now: number): number =>
  Math.floor(spoken(timeline, now) / timeline.segmentMs)

/** When segment `n` began to be spoken. */
export const programDateTime = (timeline: Timeline, n: number): number =>
  timeline.pauses.reduce(
    (time, { segment, ms }) => (n >= segment ? time + ms : time),
    timeline.startsAt + n * timeline.segmentMs,
  )

/** Cuts the speaker: nothing more is spoken. */
export const freeze = (timeline: Timeline, now: number): Timeline =>
  timeline.frozenAt === null ? { ...timeline, frozenAt: now } : timeline

/** Lets the speaker go on where the cut was; later segments carry later dates, earlier ones keep theirs. */
export const thaw = (timeline: Timeline, now: number): Timeline => {
  if (timeline.frozenAt === null) return timeline
  // The segment being spoken when the cut came began before it and keeps its date.
  const segment = Math.ceil(spoken(timeline, timeline.frozenAt) / timeline.segmentMs)
  const ms = Math.max(0, now - timeline.frozenAt)
  return { ...timeline, frozenAt: null, pauses: [...timeline.pauses, { segment, ms }] }
}

/** Where broadcast segment `n` lies in a loop of `perLoop` segments. */
export const inLoop = (n: number, perLoop: number): { loop: number; segment: number } => ({
  loop: Math.floor(n / perLoop),
  segment: n % perLoop,
})
