/**
 * How far behind live to listen: a function over simulated time. What a link has been like tells how long its next hole may be, and the
 * distance is what covers it. It is reached by a speed nobody hears, never by a jump.
 */

/** What is remembered of a link. Seconds. */
export interface History {
  /** Voice that the link is short of just now: what a buffer has had to cover since it last kept up. */
  debt: number
  /** The most it has been short of, forgotten by and by. */
  seen: number
  /** What is feared of a link of which little is known; believed less and less while nothing of the kind happens. */
  feared: number
}

/** What a link did in a while. */
export interface Spell {
  /** Seconds. */
  lasted: number
  /** Voice is wanted and not here. */
  busy: boolean
  /** What came, kbit. */
  came: number
  /** kbit/s of the voice. */
  voice: number
  /** For how long the playlist has been overdue, seconds: a link that brings no list is not seen to be short of voice. */
  overdue: number
}

/** kept near, and far: what a voice segment and its playlist take to come at all, and the longest hole worth being a minute late for, seconds. */
export const nearest = 8
export const farthest = 60
/** A hole is seldom the worst one. */
const again = 1.5
/** In so many seconds half of a hole is forgotten, and half of a fear: ten minutes, and five. */
const halfLife = { seen: 600, feared: 300 }
/** Of a link nobody knows: enough for the farthest distance. These are evenings on which links are cut. */
const unknown = (farthest - nearest / 2) / again

export const newHistory: History = { debt: 0, seen: 0, feared: unknown }

const fade = (value: number, seconds: number, half: number): number => value * 2 ** (-seconds / half)

/** The history after a spell of link. */
export const observe = (history: History, spell: Spell): History => {
  const { lasted, busy, came, voice, overdue } = spell
  const short = busy ? lasted - came / Math.max(1, voice) : -lasted
  const debt = Math.max(0, history.debt + short)
  return {
    debt,
    seen: Math.max(fade(history.seen, lasted, halfLife.seen), debt, overdue),
    // Only a link that is used shows that it can be trusted.
    feared: overdue > 0 ? history.feared : fade(history.feared, lasted, halfLife.feared),
  }
}

const within = (distance: number): number => Math.max(nearest, Math.min(farthest, distance))
const distanceFor = (hole: number): number => within(nearest / 2 + again * hole)

/** The distance that covers what has been seen: no nearer than this. */
export const leastDistance = ({ seen }: History): number => distanceFor(seen)
/** The distance that covers what is feared too: no farther than this, and where to start. */
export const mostDistance = ({ seen, feared }: History): number => distanceFor(Math.max(seen, feared))

/** A history as it is believed after `seconds` of absence: what was seen still counts, but all of it less, and strangers are feared again. */
export const afterAbsence = (history: History, seconds: number): History => {
  const kept = 2 ** (-seconds / 86_400)
  return { debt: 0, seen: history.seen * kept, feared: unknown + (history.feared - unknown) * kept }
}

export interface Listening {
  /** Behind live, and voice on this phone ahead of the place, seconds. */
  behind: number
  voiceAhead: number
}

/** Speech so much faster or slower, its pitch kept, sounds as it did (1 plus or minus this). */
const most = 0.06
/** Share of the difference that is made up in a second, and the difference from which on it is worth it and at which it is done, seconds. */
const gain = 0.01
const band = { begin: 3, end: 0.5 }
/** Whoever is farther behind than this has chosen a place of the past, seconds. */
const chosen = 2 * farthest
/** Where less voice than this is at hand, nothing is hurried, seconds. */
const leastVoice = nearest / 2

/**
 * The speed to listen at, 1 or up to 6 % off it.
 * @param now the speed of this moment: a correction goes on until it is done
 */
export const speedFor = (history: History, { behind, voiceAhead }: Listening, now: number): number => {
  if (behind > chosen) return 1
  const [least, furthest] = [leastDistance(history), mostDistance(history)]
  const off = behind > furthest ? behind - furthest : behind < least ? behind - least : 0
  const worth = now === 1 ? band.begin : band.end
  if (Math.abs(off) < worth) return 1
  // Voice that is listed and not here would be waited for sooner.
  const whole = voiceAhead > Math.max(leastVoice, behind - nearest)
  if (off > 0 && !whole) return 1
  return 1 + Math.sign(off) * Math.min(most, Math.max(0.01, Math.abs(off) * gain))
}
