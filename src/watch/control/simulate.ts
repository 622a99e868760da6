/** The rate control over simulated time: for tests and for thinking, never shipped. */
import {
  decide,
  type Ladder,
  type Loading,
  newControl,
  pictureCame,
  plentyOn,
  slateHorizon,
} from './controller.ts'
import { estimateOf, measure, newMeter } from './meter.ts'

export interface Evening {
  /** What the link carries in each step of `stepMs`, kbit/s. */
  link: readonly number[]
  stepMs?: number
  ladder: Ladder
  /** How far behind live one starts, seconds. */
  behind: number
  /** Without pictures no controller can do better: that is what ours is held against. */
  pictures: boolean
  /** Round trip, ms. */
  rttMs?: number
  /** What is fetched before the first voice segment: playlists and initialisation, kbit. */
  opening?: number
  /** Playlists and words while it lasts, kbit/s. */
  beside?: number
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
  /** Programme that the place left behind without its voice having been there. */
  skipped: number
  /** Pictures that came for nothing or were broken off, kbit. */
  wasted: number
}

/** As often as the player decides, seconds. */
const step = 0.2

/**
 * One listener on one link. Voice and pictures come in whole segments, one of each at a time, and share the link evenly; a segment is listed
 * when it has been spoken whole and can be played when it has come whole.
 */
export const simulate = (evening: Evening): Outcome => {
  const { link, stepMs = 1000, ladder, behind, pictures, rttMs = 0, opening = 0, beside = 0 } = evening
  const { segment } = ladder
  let control = newControl
  let meter = newMeter
  let fair = meter
  let [place, edge, voiceEnd, taken] = [0, behind, 0, 0]
  let voiceLeft = 0
  let openingLeft = opening
  let besideLeft = 0
  /** Seconds until the first byte of what has just been asked for. */
  let voiceWait = 0
  let picture: (Loading & { wait: number }) | null = null
  /** Pictures that are here, and those that were given to the player, by segment. */
  const here = new Set<number>()
  /** What was broken off, by segment and level: what is still to come of it. */
  const parts = new Map<string, number>()
  const nameOf = ({ number, level }: Pick<Loading, 'number' | 'level'>): string => `${number} ${level}`
  const given = new Map<number, boolean>()
  const outcome: Outcome = { start: 0, heard: 0, stalled: 0, shown: 0, skipped: 0, wasted: 0 }
  const ticks = Math.round((link.length * stepMs) / 1000 / step)
  for (let tick = 0; tick < ticks; tick++) {
    const rate = link[Math.floor((tick * step * 1000) / stepMs + 1e-9)] ?? 0
    const carried = rate * step
    const listed = Math.floor((edge + 1e-9) / segment) * segment
    let budget = carried
    besideLeft += beside * step
    const before = picture?.came ?? 0
    while (true) {
      if (voiceLeft <= 0 && openingLeft <= 0 && voiceEnd + segment <= listed) {
        voiceLeft = ladder.voice * segment
        voiceWait = rttMs / 1000
      }
      const wants = [
        openingLeft,
        besideLeft,
        voiceWait > 0 ? 0 : voiceLeft,
        picture && picture.wait <= 0 ? picture.left : 0,
      ]
      const open = wants.filter((left) => left > 1e-9)
      if (open.length === 0 || budget <= 1e-9) break
      const each = Math.min(budget / open.length, ...open)
      budget -= each * open.length
      if (openingLeft > 1e-9) openingLeft -= each
      if (besideLeft > 1e-9) besideLeft -= each
      if (voiceLeft > 1e-9 && voiceWait <= 0) {
        voiceLeft -= each
        if (voiceLeft <= 1e-9) {
          voiceLeft = 0
          voiceEnd += segment
        }
      }
      if (picture && picture.wait <= 0) {
        picture.left -= each
        picture.came += each
        if (picture.left <= 1e-9) {
          here.add(picture.number)
          control = pictureCame(control, picture.level)
          picture = null
        }
      }
    }
    const waits = voiceWait > 0 || (picture?.wait ?? 0) > 0
    voiceWait -= step
    if (picture) picture.wait -= step
    const idle = voiceLeft <= 0 && !picture
    const used = carried - budget
    const busyMs = idle || waits ? (carried > 0 ? (used / carried) * step * 1000 : 0) : step * 1000
    if (busyMs > 0) meter = measure(meter, (used * 1000) / 8, busyMs, idle)

    // The player is given what is here in turn, and the slate when it is due.
    for (let next = taken; next + segment <= listed; next += segment) {
      const number = next / segment
      if (!here.has(number) && next > place + slateHorizon) break
      given.set(number, here.has(number))
      taken = next + segment
    }
    if (place + step <= Math.min(voiceEnd, taken) + 1e-9) {
      if (given.get(Math.floor((place + 1e-9) / segment))) outcome.shown += step
      place += step
      outcome.heard += step
    } else if (outcome.heard > 0) outcome.stalled += step
    else outcome.start += step

    edge += step

    const now = tick * step * 1000
    if (!picture || voiceLeft > 0) fair = meter
    if (picture) {
      const moved = picture.came > before
      picture.quietMs = moved || voiceLeft > 0 ? 0 : picture.quietMs + step * 1000
      picture.ahead = picture.number * segment - place
      picture.fair = estimateOf(fair)
    }
    const voiceAhead = voiceEnd - place
    const open = []
    for (let at = taken; at + segment <= listed; at += segment)
      if (!here.has(at / segment)) open.push({ number: at / segment, ahead: at - place })
    const { control: next, fetch } = decide(
      control,
      {
        now,
        kbps: estimateOf(meter),
        voiceAhead,
        voiceMissing: Math.max(0, listed - voiceEnd),
        open,
        loading: picture,
        playing: outcome.heard > 0,
      },
      ladder,
      !pictures,
    )
    if (next.faults !== control.faults) meter = fair
    control = next
    if (picture && (picture.number !== fetch?.number || picture.level !== fetch.level)) {
      parts.set(nameOf(picture), picture.left)
      picture = null
    }
    const enough = plentyOn(control, { kbps: estimateOf(meter) }, ladder)
    if (fetch && !picture && (voiceLeft <= 0 || voiceAhead > enough)) {
      const left: number = parts.get(nameOf(fetch)) ?? (ladder.pictures[fetch.level] ?? 0) * segment
      parts.delete(nameOf(fetch))
      const ahead: number = fetch.number * segment - place
      picture = { ...fetch, ahead, left, came: 0, since: now, quietMs: 0, fair: 0, wait: rttMs / 1000 }
    }
  }
  outcome.skipped = place - outcome.heard
  for (const [name, left] of parts)
    outcome.wasted += (ladder.pictures[Number(name.split(' ')[1])] ?? 0) * segment - left
  return outcome
}
