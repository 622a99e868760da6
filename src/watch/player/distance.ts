import {
  type History,
  type Listening,
  leastDistance,
  mostDistance,
  observe,
  type Spell,
  speedFor,
} from '../control/distance.ts'

/** The distance to live that the link asks for, and the speed nobody hears that keeps it. */
export interface Distance {
  history(): History
  /** Where to start, seconds behind the listed end; nothing is wrong up to there. */
  start(): number
  /** Where a jump to live leads: no nearer than what the link has been seen to need. */
  live(): number
  /** The speed to listen at now, unless the listener wishes for another. */
  speed(): number
  /** Several times a second: what the link did since, and where one listens; `null` where the listener has it otherwise. */
  keep(spell: Spell, listening: Listening | null): void
}

/** @param known what was known of the link before */
export const createDistance = (known: History): Distance => {
  let history = known
  let speed = 1
  return {
    history: () => history,
    start: () => mostDistance(history),
    live: () => leastDistance(history),
    speed: () => speed,
    keep(spell, listening) {
      history = observe(history, spell)
      speed = listening ? speedFor(history, listening, speed) : 1
    },
  }
}
