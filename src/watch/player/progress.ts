/** Whether the voice goes on: read from the media clock, which alone knows what was heard. */
export interface Progress {
  /** Voice has been heard since the broadcast was opened. */
  readonly started: boolean
  /** For how long it has been waiting for bytes at `now`, ms; 0 while it goes on or the listener paused it. */
  waitedMs(now: number): number
  /** Looks at the clock; `now` in ms of a steady clock. */
  look(now: number, idle: boolean): void
  /** A seek or a wish to play: waiting begins anew. */
  restart(now: number): void
}

export const createProgress = (media: HTMLMediaElement, from: number): Progress => {
  let started = false
  let lastTime = 0
  let progressAt = from
  return {
    get started() {
      return started
    },
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
