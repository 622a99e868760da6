/** Catching up after an outage: faster than it was spoken, for whoever chose it, and never faster than the link brings it. */

/** Distances in seconds. */
export interface Lag {
  /** To live. */
  behind: number
  /** How far behind one listens when nothing is wrong: nobody is to catch up beyond that. */
  aim: number
  /** Voice that can be heard without the link. */
  voiceAhead: number
}

/** Speech stays easy to follow up to here with pitch kept. */
export const fastest = 1.5
/** Less than this beyond the aim is not worth hastening for, seconds; once it has begun it goes on down to the aim. */
const worthIt = 10
/** With less voice at hand than this hastening would only run into its end, seconds; with more it may go at full pace. */
const stock = { least: 6, full: 12 }

/**
 * The speed to catch up at: 1 where there is nothing to catch up, or no voice at hand to hasten through.
 * @param catching it is under way
 */
export const catchUpSpeed = ({ behind, aim, voiceAhead }: Lag, catching: boolean): number => {
  const excess = behind - aim
  if (excess <= (catching ? 0 : worthIt)) return 1
  if (voiceAhead < stock.least) return 1
  return voiceAhead < stock.full ? 1.25 : fastest
}

/** How long catching up takes at a speed, seconds; 0 where there is nothing to catch up. */
export const catchUpTakes = ({ behind, aim }: Pick<Lag, 'behind' | 'aim'>, speed = fastest): number =>
  Math.max(0, behind - aim) / (speed - 1)
