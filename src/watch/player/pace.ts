import {
  type History,
  type Listening,
  leastDistance,
  mostDistance,
  observe,
  type Spell,
  speedFor,
} from '../control/distance.ts'

/** Keeps the distance to live that the link asks for, by a speed nobody hears. */
export interface Pace {
  history(): History
  /** Where to start, seconds behind the listed end. */
  start(): number
  /** Where a jump to live leads: no nearer than what the link has been seen to need. */
  live(): number
  /** Several times a second: what the link did since, and where one listens. */
  keep(spell: Spell, listening: Listening | null): void
}

/** @param known what was known of the link before */
export const createPace = (media: HTMLMediaElement, known: History): Pace => {
  let history = known
  /** The speed last set here. Any other is the listener's own, and is left alone until it is 1 again. */
  let ours = media.playbackRate

  const setSpeed = (speed: number): void => {
    if (Math.abs(media.playbackRate - speed) < 0.005) return
    media.preservesPitch = true
    media.playbackRate = speed
    ours = media.playbackRate
  }

  return {
    history: () => history,
    start: () => mostDistance(history),
    live: () => leastDistance(history),
    keep(spell, listening) {
      history = observe(history, spell)
      if (media.playbackRate !== ours && media.playbackRate !== 1) return
      if (media.playbackRate !== ours) ours = 1
      setSpeed(listening ? speedFor(history, listening, ours) : 1)
    },
  }
}
