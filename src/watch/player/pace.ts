import { catchUpSpeed, type Lag } from '../control/catch-up.ts'
import type { PlaceStorage } from './place.ts'
import { manualSpeed, wishedSpeed } from './speed.ts'
import type { ChosenState } from './state-chosen.ts'

/** How fast the broadcast is played: what the listener chose, carried out on the media element, pitch kept. */
export interface Pace {
  choose(speed: number): void
  chooseCatchUp(wanted: boolean): void
  /** Brings the speed up to date. @param auto the automatic wish, 1 for none */
  look(lag: Lag, auto: number): Pick<ChosenState, 'manual' | 'speed' | 'caughtUp' | 'catchUp' | 'catching'>
}

const key = 'sada-watch-catch-up'

export const createPace = (media: HTMLMediaElement, storage: PlaceStorage): Pace => {
  let manual = 1
  let catching = false
  let caughtUp = false
  let catchUp = false
  try {
    catchUp = storage().getItem(key) === 'yes'
  } catch {
    // Storage blocked: the choice holds until the page closes.
  }
  // Safari before 17 knows it by this name only.
  Object.assign(media, { preservesPitch: true, webkitPreservesPitch: true })
  return {
    choose(speed) {
      manual = speed
      caughtUp = false
    },
    chooseCatchUp(wanted) {
      catchUp = wanted
      try {
        storage().setItem(key, wanted ? 'yes' : 'no')
      } catch {
        // As above.
      }
    },
    look(lag, auto) {
      const left = manualSpeed(manual, lag.behind, lag.aim)
      if (left !== manual) caughtUp = true
      else if (lag.behind > lag.aim * 2) caughtUp = false
      manual = left
      const wish = catchUp && manual === 1 ? catchUpSpeed(lag, catching) : 1
      // While the voice comes too slowly to hasten through, catching up is not over.
      catching = wish > 1 || (catching && catchUp && manual === 1 && lag.behind > lag.aim)
      const speed = wishedSpeed({ manual, catchUp: wish, auto })
      if (media.playbackRate !== speed) media.playbackRate = speed
      return { manual, speed, caughtUp, catchUp, catching }
    },
  }
}
