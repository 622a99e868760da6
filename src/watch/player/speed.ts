/** The one place where it is decided how fast the broadcast is played. */

/** What can be chosen by hand, slowest first. */
export const speeds = [0.75, 1, 1.25, 1.5, 2] as const

/** Who wishes for which speed; 1 is no wish. */
export interface SpeedWishes {
  /** Chosen by hand. */
  manual: number
  /** To catch up (`control/catch-up.ts`). */
  catchUp: number
  /** The slight change that keeps the distance to live what the link needs. */
  auto: number
}

/** A speed chosen by hand counts before one to catch up, and that before the automatic one. */
export const wishedSpeed = ({ manual, catchUp, auto }: SpeedWishes): number =>
  manual !== 1 ? manual : catchUp > 1 ? catchUp : auto

/** What is left of a speed chosen by hand: nobody hears faster than it is spoken once live. Distances in seconds. */
export const manualSpeed = (chosen: number, behind: number, aim: number): number =>
  chosen > 1 && behind <= aim ? 1 : chosen
