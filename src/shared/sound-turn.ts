/** Whose turn it is to sound: one at a time, whatever places there are. `app` makes it and hands it to every room that sounds. */
export interface SoundTurn {
  /** Silences whoever has the turn; `null` while nobody has had it. */
  stop: (() => void) | null
}

/** Takes the turn; whoever had it is told to stop. `stop` must be the same function every time for the same sound. */
export const takeTurn = (turn: SoundTurn, stop: () => void): void => {
  const before = turn.stop
  turn.stop = stop
  if (before !== stop) before?.()
}

/** A sound is over for good: it is not to be stopped any more, least of all by what comes in its place. */
export const endTurn = (turn: SoundTurn, stop: () => void): void => {
  if (turn.stop === stop) turn.stop = null
}
