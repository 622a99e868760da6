/** Programme heard so far and jumped over, seconds. */
export interface Heard {
  heard: number
  skipped: number
}

/**
 * Makes the page hear `speed` times as fast as it wants to, so that an evening takes a part of one, and counts what it heard. Runs in the page before
 * its own scripts (Playwright's `addInitScript`), so it may name nothing outside itself.
 */
export const hurry = (speed: number): void => {
  const counted: Heard = { heard: 0, skipped: 0 }
  Object.assign(window, { benchHeard: counted })
  const rate = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'playbackRate')
  let asked = 1
  const apply = (media: HTMLMediaElement): void => rate?.set?.call(media, asked * speed)
  Object.defineProperty(HTMLMediaElement.prototype, 'playbackRate', {
    configurable: true,
    get: () => asked,
    set(this: HTMLMediaElement, wished: number) {
      asked = wished
      apply(this)
    },
  })
  // Loading a source sets the rate to the default one (HTML, media element load algorithm).
  addEventListener('play', ({ target }) => target instanceof HTMLMediaElement && apply(target), true)

  /** A busy machine reads clocks late; what is still ahead of them after so long was skipped, ms. */
  const span = 5000
  /** Seconds the media may be ahead of the clock over a span. */
  const slack = 1.5
  interface Look {
    wall: number
    time: number
    /** How far the media may have come by now at the rates asked for, seconds. */
    due: number
  }
  let looks: Look[] = []
  setInterval(() => {
    const media = document.querySelector('video')
    const wall = performance.now()
    const before = looks.at(-1)
    if (!media || media.paused || media.seeking || media.currentTime === 0) {
      looks = []
      return
    }
    const due = (before?.due ?? 0) + ((wall - (before?.wall ?? wall)) / 1000) * asked * speed
    const now = { wall, time: media.currentTime, due }
    looks = [...looks.filter((look) => wall - look.wall < span), now]
    const [first] = looks
    const ahead = first ? now.time - first.time - (now.due - first.due) : 0
    if (ahead > slack) {
      counted.skipped += ahead
      looks = [now]
    } else if (before) counted.heard += Math.max(0, now.time - before.time)
  }, 250)
}
