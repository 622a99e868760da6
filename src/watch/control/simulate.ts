/** The rate control over simulated time: for tests and for thinking, never shipped. */
import { decide, type Ladder, newControl, pictureMayStart, type Sample } from './controller.ts'
import { estimateOf, measure, newMeter } from './meter.ts'

export interface Evening {
  /** What the link carries in each second, kbit/s. */
  link: readonly number[]
  ladder: Ladder
  /** How far behind live one starts, seconds. */
  behind: number
  /** Without pictures no controller can do better: that is what ours is held against. */
  pictures: boolean
}

/** Seconds. */
export interface Outcome {
  /** Until the first word. */
  start: number
  heard: number
  /** Silence after the first word. */
  stalled: number
  /** In which a picture was on screen while the voice went on. */
  shown: number
  /** Programme that the place left behind without its voice (and picture or slate) having been there. */
  skipped: number
}

/** As often as the player decides, seconds. */
const step = 0.2
/** Slate is at hand this far ahead of the place, seconds. */
const slate = 5

/**
 * One listener on one link. Voice and pictures come in segments, at most one of each at a time, and share the link evenly; a
 * segment is listed when it has been spoken whole and can be played when it has come whole. Round trips and playlists are free.
 */
export const simulate = ({ link, ladder, behind, pictures }: Evening): Outcome => {
  const { segment } = ladder
  let control = newControl(0)
  let meter = newMeter
  let [place, edge, voiceEnd, pictureEnd] = [0, behind, 0, 0]
  let [voiceLeft, pictureLeft] = [0, 0]
  /** Pictures that came, by the place they begin at; slate is everything else. */
  const moving = new Set<number>()
  const outcome: Outcome = { start: 0, heard: 0, stalled: 0, shown: 0, skipped: 0 }
  const ticks = Math.round(link.length / step)
  for (let tick = 0; tick < ticks; tick++) {
    const carried = (link[Math.floor(tick * step + 1e-9)] ?? 0) * step
    edge += step
    const listed = Math.floor((edge + 1e-9) / segment) * segment
    let budget = carried
    while (true) {
      if (voiceLeft <= 0 && voiceEnd + segment <= listed) voiceLeft = ladder.voice * segment
      const mayStart = pictureMayStart({ voiceAhead: voiceEnd - place }, voiceLeft > 0)
      const next = control.target >= 0 && pictureEnd + segment <= listed
      if (pictures && pictureLeft <= 0 && next && mayStart)
        pictureLeft = (ladder.pictures[control.target] ?? 0) * segment
      const open = [voiceLeft, pictureLeft].filter((left) => left > 0)
      if (open.length === 0 || budget <= 1e-9) break
      const each = Math.min(budget / open.length, ...open)
      budget -= each * open.length
      if (voiceLeft > 0) {
        voiceLeft -= each
        if (voiceLeft <= 1e-9) {
          voiceLeft = 0
          voiceEnd += segment
        }
      }
      if (pictureLeft > 0) {
        pictureLeft -= each
        if (pictureLeft <= 1e-9) {
          pictureLeft = 0
          moving.add(pictureEnd)
          pictureEnd += segment
        }
      }
    }
    const idle = voiceLeft + pictureLeft === 0
    const used = carried - budget
    const busyMs = idle ? (carried > 0 ? (used / carried) * step * 1000 : 0) : step * 1000
    if (busyMs > 0) meter = measure(meter, (used * 1000) / 8, busyMs, idle)

    if (control.target < 0) pictureEnd = Math.max(pictureEnd, Math.ceil((place + slate) / segment) * segment)

    if (place + step <= Math.min(voiceEnd, pictureEnd) + 1e-9) {
      const here = Math.floor((place + 1e-9) / segment) * segment
      if (moving.has(here)) outcome.shown += step
      place += step
      outcome.heard += step
    } else if (outcome.heard > 0) outcome.stalled += step
    else outcome.start += step

    const sample: Sample = {
      now: tick * step * 1000,
      kbps: estimateOf(meter),
      voiceAhead: voiceEnd - place,
      voiceMissing: Math.max(0, listed - voiceEnd),
      pictureAhead: pictureEnd - place,
      pictureLoading: pictureLeft > 0,
      playing: outcome.heard > 0,
    }
    const decision = decide(control, sample, ladder, !pictures)
    if (decision.control.target < 0) pictureLeft = 0
    control = decision.control
  }
  outcome.skipped = place - outcome.heard
  return outcome
}
