/**
 * Which picture to fetch, if any: a function over simulated time. The voice comes first; pictures live on what is left over. A picture is
 * shown only once it is here whole, so nothing that is heard ever waits for one: it is fetched for a segment far enough ahead
 * that it can be here in time, which on a poor link is one in many.
 */

/** A segment of the programme without a picture that could still get one. */
export interface Candidate {
  /** Media sequence number in the voice's playlist. */
  number: number
  /** When it is played, seconds from now. */
  ahead: number
}

/** A picture on its way. */
export interface Loading {
  number: number
  level: number
  /** When it is played, seconds from now. */
  ahead: number
  /** What has come of it, and what of it is still to come, kbit. */
  came: number
  left: number
  /** When it was asked for, ms. */
  since: number
  /** For how long nothing of it has come although the link was free to carry it, ms. */
  quietMs: number
  /** What the link carried when there was last anything else under way, kbit/s: a picture that trickles alone looks like a poor link. */
  fair: number
}

/** What the player sees, several times a second. */
export interface Sample {
  /** ms of any steady clock. */
  now: number
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps: number
  /** Voice on this phone ahead of the place, seconds. */
  voiceAhead: number
  /** Voice that the playlist lists beyond it, seconds. */
  voiceMissing: number
  /** In order of time. */
  open: readonly Candidate[]
  loading: Loading | null
  /** Whether the listener wants to see now; pictures are not fetched for a paused broadcast. */
  playing: boolean
}

export interface Ladder {
  /** kbit/s of each picture, lowest first. */
  pictures: readonly number[]
  /** kbit/s of the voice. */
  voice: number
  /** Usual segment, seconds. */
  segment: number
}

/** Failures of one picture of the ladder. */
interface Fault {
  failures: number
  blockedUntil: number
}

export interface Control {
  /** Picture last fetched; -1 before the first. */
  level: number
  /** Whether one has come whole. */
  cameWhole: boolean
  /** Since when a better one has been affordable; `null` while none is. */
  risingSince: number | null
  /** How much longer than expected a picture is taken to need: grows with each that came too late. */
  caution: number
  faults: readonly Fault[]
  /** The picture last broken off, for the voice's sake or by the link, and what of it is missing, kbit. */
  paused: { number: number; level: number; left: number } | null
}

export interface Decision {
  control: Control
  /** What is to be on its way from now on; the one that is goes on, any other is broken off, its bytes kept. */
  fetch: Pick<Loading, 'number' | 'level'> | null
}

export const newControl: Control = {
  level: -1,
  cameWhole: false,
  risingSince: null,
  caution: 1,
  faults: [],
  paused: null,
}

/** So long before it is played a segment without a picture gets its slate, seconds: time to decode, and for a clock that ticks five times a second. */
export const slateHorizon = 2
/** Below this the voice is in danger while more of it is waiting to be fetched, seconds. */
const danger = 5
/** A picture that shares the link with voice that is waited for is broken off where it needs longer than this, seconds. */
const brief = 2
/** With this much voice at hand pictures may be fetched although more voice is listed, seconds (measured over a thousand links, simulate.test.ts). */
const plenty = 45
/** For the first picture, on a link that carries voice and leanest picture so many times over, less voice at hand will do: the rest is there in a moment, seconds. */
const brisk = { times: 3, plenty: 9 }
/** Pictures are fetched no further ahead than this, seconds: it bridges an outage, and is soon thrown away when the listener leaves. */
const furthest = 60
/** Share of the link a picture may take for good: going up is asked more than staying. */
const margin = { up: 1.4, stay: 1.1 }
/** A better picture must have been affordable for so long, ms. */
const patience = 3000
/** What a request costs before its first byte, seconds. */
const roundTrip = 0.2
const caution = { more: 1.4, less: 0.9, least: 1, most: 4 }
/** A picture of which nothing comes for so long, while the link carries other things, is out of reach, ms. */
const quiet = 2000
/** One that comes so many times slower than the link carries is given up before it is due. */
const trickle = 4
/** Without a picture for so long after one was out of reach, ms. The next try is for another segment; a refusal costs a few hundred bytes. */
const block = { base: 500, cap: 1500 }

/** The listed voice that is worth waiting for: a segment that has only just appeared is no backlog. */
const hasBacklog = (voiceMissing: number, segment: number): boolean => voiceMissing > segment * 1.1

const isBrisk = (
  { cameWhole }: Control,
  { kbps }: Pick<Sample, 'kbps'>,
  { pictures, voice }: Ladder,
): boolean => !cameWhole && kbps > brisk.times * (voice + Math.min(...pictures))

/** Voice at hand beside which pictures may be fetched although more voice is listed, seconds. */
export const plentyOn = (control: Control, sample: Pick<Sample, 'kbps'>, ladder: Ladder): number =>
  isBrisk(control, sample, ladder) ? brisk.plenty : plenty

/** A picture of `level` was out of reach: the next try waits longer each time. */
const fault = (control: Control, level: number, now: number): Control => {
  const faults = [...control.faults]
  while (faults.length <= level) faults.push({ failures: 0, blockedUntil: 0 })
  const failures = (faults[level]?.failures ?? 0) + 1
  faults[level] = { failures, blockedUntil: now + Math.min(block.cap, block.base * 2 ** (failures - 1)) }
  return { ...control, faults }
}

/** A picture has come whole: its rendition is forgiven, and the next one trusted more. */
export const pictureCame = (control: Control, level: number): Control => ({
  ...control,
  cameWhole: true,
  caution: Math.max(caution.least, control.caution * caution.less),
  faults: control.faults.map((one, at) => (at === level ? { failures: 0, blockedUntil: 0 } : one)),
})

/** A picture could not be had for another reason than the link: refused, or gone. */
export const pictureFailed = fault

/** The link broke a picture off that was coming: it goes on with what is missing. */
export const pictureBroken = (control: Control, paused: NonNullable<Control['paused']>): Control => ({
  ...control,
  paused,
})

/** What becomes of the picture on its way: it goes on, or why not. */
const judge = (loading: Loading, sample: Sample, ladder: Ladder): 'on' | 'late' | 'lost' => {
  const { now, kbps } = sample
  if (loading.quietMs > quiet) return 'lost'
  const room = loading.ahead - slateHorizon
  const seconds = (now - loading.since) / 1000
  const own = loading.came / Math.max(0.001, seconds)
  const slow = seconds * 1000 > quiet && own * trickle < Math.max(kbps, loading.fair) - ladder.voice
  if (slow && loading.left / Math.max(own, 0.001) > room) return 'lost'
  return room <= 0 ? 'late' : 'on'
}

/** The best picture that a link of so many kbit/s carries for good, or the lowest. */
export const carriedLevel = (control: Control, kbps: number, ladder: Ladder): number => {
  let found = 0
  ladder.pictures.forEach((cost, at) => {
    if ((cost + ladder.voice) * (at > control.level ? margin.up : margin.stay) <= kbps) found = at
  })
  return found
}

/** The earliest segment for which a picture of `level` can be here in time. */
const choose = (control: Control, sample: Sample, ladder: Ladder, level: number): Candidate | undefined => {
  const left = sample.kbps - ladder.voice
  if (left <= 0) return undefined
  const whole = (ladder.pictures[level] ?? 0) * ladder.segment
  const { paused } = control
  return sample.open.find(({ number, ahead }) => {
    const picture = paused?.number === number && paused.level === level ? paused.left : whole
    // A brisk link brings the voice after it.
    const kbit = picture + (isBrisk(control, sample, ladder) ? 0 : sample.voiceMissing * ladder.voice)
    const needed = (kbit / left) * control.caution + roundTrip + slateHorizon
    return ahead >= needed && ahead <= furthest
  })
}

/**
 * The next decision.
 * @param pinned "voice only", chosen by hand
 */
export const decide = (before: Control, sample: Sample, ladder: Ladder, pinned: boolean): Decision => {
  const { now, loading, voiceAhead, voiceMissing } = sample
  const backlog = hasBacklog(voiceMissing, ladder.segment)
  let control = before
  const nothing = (): Decision => ({ control: { ...control, risingSince: null }, fetch: null })
  if (pinned || !sample.playing || ladder.pictures.length === 0) return nothing()
  const enough = plentyOn(control, sample, ladder)
  const waits = voiceMissing > 0 && voiceAhead <= enough
  if (loading && waits && loading.left > brief * sample.kbps) {
    const { number, level, left } = loading
    control = { ...control, paused: { number, level, left } }
    return nothing()
  }
  if (backlog && voiceAhead < danger) return nothing()

  if (loading) {
    const fate = judge(loading, sample, ladder)
    if (fate === 'on') return { control, fetch: { number: loading.number, level: loading.level } }
    if (fate === 'lost') control = fault(control, loading.level, now)
    else control = { ...control, caution: Math.min(caution.most, control.caution * caution.more) }
  }

  if (backlog ? voiceAhead <= enough : voiceAhead <= Math.min(danger, ladder.segment)) return nothing()
  // The first beside a voice that is still coming is the leanest: it is here soonest.
  const wished = control.level < 0 && backlog ? 0 : carriedLevel(control, sample.kbps, ladder)
  const risingSince = wished > control.level ? (control.risingSince ?? now) : null
  const patient = control.level >= 0 && risingSince !== null && now - risingSince < patience
  control = { ...control, risingSince }
  for (let level = patient ? control.level : wished; level >= 0; level--) {
    if ((control.faults[level]?.blockedUntil ?? 0) > now) continue
    const found = choose(control, sample, ladder, level)
    if (!found) continue
    const kept = level > control.level ? null : risingSince
    return { control: { ...control, level, risingSince: kept }, fetch: { number: found.number, level } }
  }
  return { control, fetch: null }
}
