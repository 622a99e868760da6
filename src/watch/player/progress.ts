/** Whether the voice goes on: read from the media clock, which alone knows what was heard. */
export interface Progress {
  /** Voice has been heard since the broadcast was opened. */
  readonly started: boolean
  /** The first voice is still to be heard, and soon: not where it fails to come at all. */
  opens(now: number): boolean
  /** For how long it has been waiting for bytes at `now`, ms; 0 while it goes on or the listener paused it. */
  waitedMs(now: number): number
  /** Looks at the clock; `now` in ms of a steady clock. */
  look(now: number, idle: boolean): void
  /** A seek or a wish to play: waiting begins anew. */
  restart(now: number): void
}

/** A broadcast that is opened has the link for so long: its engine's 146 kB, and then the first voice, take it on the poorest link worth waiting for, ms. */
export const openingMs = 45_000

export const createProgress = (media: HTMLMediaElement, from: number): Progress => {
  let started = false
  let lastTime = 0
  let progressAt = from
  return {
    get started() {
      return started
    },
    opens: (now) => !started && now - from < openingMs,
    waitedMs: (now) => now - progressAt,
    look(now, idle) {
      if (media.currentTime !== lastTime) {
        if (lastTime > 0 && !media.paused && !media.seeking) started = true
        lastTime = media.currentTime
        progressAt = now
      }
      if (media.paused || idle) progressAt = now
    },
    restart(now) {
      progressAt = now
    },
  }
}
