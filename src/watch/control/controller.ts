/** Which picture to load, if any: a function over simulated time. The voice comes first; pictures live on what is left over. */

/** What the player sees, several times a second. */
export interface Sample {
  /** ms of any steady clock. */
  now: number
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps: number
  /** Voice buffered ahead of the place, seconds. */
  voiceAhead: number
  /** Voice that the playlist lists beyond the buffer, seconds. */
  voiceMissing: number
  /** Pictures (or slate) buffered ahead of the place, seconds. */
  pictureAhead: number
  /** Whether a picture is on its way. */
  pictureLoading: boolean
  /** Whether the listener wants to hear now; pictures are not fetched for a paused broadcast. */
  playing: boolean
}

export interface Ladder {
  /** kbit/s of each picture, lowest first. */
  pictures: readonly number[]
  /** kbit/s of the voice. */
  voice: number
  /** Longest segment, seconds. */
  segment: number
}

export interface Control {
  /** Picture to load; -1 is the voice level. */
  target: number
  /** Since when another target has been wished for; `null` while none is. */
  wishedSince: number | null
  /** No picture before this moment, after one that failed. */
  blockedUntil: number
  /** Pictures that failed one after the other; makes the block longer. */
  failures: number
  /** When the present target was taken. */
  since: number
}

export interface Decision {
  control: Control
  /** Break off the picture on its way: the voice needs the link. */
  preempt: boolean
}

export const newControl = (now: number): Control => ({
  target: -1,
  wishedSince: null,
  blockedUntil: now,
  failures: 0,
  since: now,
})

/** Below this the voice is in danger while more of it is waiting to be fetched, seconds. */
const danger = 5
/**
 * With this much voice at hand pictures may be fetched although more voice is listed, seconds. With 12 a picture that shared a falling
 * link cost a listener a minute behind live up to 20 s of voice; with 45 at most one segment, and no picture less is shown
 * (simulate.test.ts): voice is so lean that all of it is soon there.
 */
const plenty = 45
/** A picture that is still on its way with this little left before it is due is given up, seconds. */
const lastMoment = 1.2
/** Share of the link a picture may take: going up is asked more than staying. */
const margin = { up: 1.4, stay: 1.1 }
/** A wish must last this long before it is followed, ms. */
const patience = { up: 1500, down: 2000 }
/** After a failed picture, ms: 4 s, 8 s, ... one minute. */
const block = { base: 4000, cap: 60_000 }
/** A picture that has stayed this long forgives earlier failures, ms. */
const proven = 20_000

/** The listed voice that is worth waiting for: a segment that has only just appeared is no backlog. */
const hasBacklog = (sample: Sample, ladder: Ladder): boolean => sample.voiceMissing > ladder.segment * 1.1

/** Whether pictures may open connections: only beside a voice that is safe. */
export const pictureMayStart = (sample: Pick<Sample, 'voiceAhead'>, voiceWanted: boolean): boolean =>
  !voiceWanted || sample.voiceAhead > plenty

const best = ({ kbps }: Sample, ladder: Ladder, target: number): number => {
  let found = -1
  ladder.pictures.forEach((cost, at) => {
    const factor = at > target ? margin.up : margin.stay
    if ((cost + ladder.voice) * factor <= kbps) found = at
  })
  return found
}

/**
 * The next decision.
 * @param pinned "voice only", chosen by hand
 */
export const decide = (control: Control, sample: Sample, ladder: Ladder, pinned: boolean): Decision => {
  const { now } = sample
  const take = (target: number, more: Partial<Control> = {}, preempt = false): Decision => ({
    control: { ...control, target, wishedSince: null, since: now, ...more },
    preempt,
  })
  const fail = (preempt: boolean): Decision => {
    const failures = now - control.since > proven ? 1 : control.failures + 1
    const blockedUntil = now + Math.min(block.cap, block.base * 2 ** (failures - 1))
    return take(-1, { failures, blockedUntil }, preempt)
  }
  if (pinned) return control.target < 0 ? { control, preempt: false } : take(-1, { failures: 0 }, true)

  const showing = control.target >= 0
  if (showing && sample.voiceAhead < danger && hasBacklog(sample, ladder)) return fail(true)
  if (showing && sample.pictureLoading && sample.pictureAhead < lastMoment) return fail(false)

  const safe = hasBacklog(sample, ladder)
    ? sample.voiceAhead > plenty
    : sample.voiceAhead > Math.min(danger, ladder.segment)
  const affordable = best(sample, ladder, control.target)
  let wish = control.target
  if (affordable < control.target) wish = affordable
  else if (affordable > control.target && safe && sample.playing && now >= control.blockedUntil)
    wish = affordable
  if (wish === control.target) {
    const idle = { ...control, wishedSince: null }
    return { control: control.wishedSince === null ? control : idle, preempt: false }
  }
  const since = control.wishedSince ?? now
  const wait = wish > control.target ? patience.up : patience.down
  if (now - since < wait) return { control: { ...control, wishedSince: since }, preempt: false }
  return take(wish)
}
