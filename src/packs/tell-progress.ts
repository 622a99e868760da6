import type { Progress } from './import-progress.ts'

/** Screens are told of arriving bytes at most this often, ms; of whole files always. */
export const tellEveryMs = 250

/**
 * Tells of progress now and then: of the first and of every whole file at once, of what comes between when its time has come, so that what is shown
 * before a link or a card stalls is how far it really is. Goes by a timer and not by the clock, which may be set back.
 */
export const tellProgress = (
  listener: (progress: Progress) => void,
): {
  tell(progress: Progress): void
  /** Nothing more is told. */
  end(): void
} => {
  let items = -1
  let waiting: Progress | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const say = (progress: Progress): void => {
    items = progress.items
    waiting = null
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      if (waiting) say(waiting)
    }, tellEveryMs)
    listener(progress)
  }
  return {
    tell(progress) {
      if (timer === undefined || progress.items !== items) say(progress)
      else waiting = progress
    },
    end() {
      clearTimeout(timer)
      waiting = null
    },
  }
}
