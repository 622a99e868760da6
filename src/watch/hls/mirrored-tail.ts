import type { Mirrors } from '../../link/mirror-board.ts'
import { failureOf, raceMirrors } from '../../link/race.ts'
import { ProblemError } from '../../shared/problem.ts'
import { edgeOf, type MediaPlaylist } from './media-playlist.ts'
import { isSameBroadcast, renamed } from './same-broadcast.ts'
import type { ReadElsewhere } from './tail.ts'

/** Answers without growth for so many target durations: others are asked whether they know more. One is enough where the voice runs dry. */
const frozenAfter = { usual: 1.5, urgent: 1 }
/**
 * Others that knew no more are asked again after this, ms, doubled each time: the speaker is silent, and all of them know it. Where the voice runs dry,
 * sooner and at first without doubling: they may have been asked a moment before there was more to know, and seconds decide.
 */
const consultWait = { base: 8_000, cap: 60_000, urgent: 2_000, often: 3 }

/**
 * A playlist read at whichever mirror answers; where it does not grow, at another one as well, and whoever knows more is stayed with. Nothing goes back,
 * and what tells of another broadcast is refused.
 */
export const readMirrored =
  (mirrors: Mirrors): ReadElsewhere =>
  ({ url, now, held, advancedAt, take, readAt }) => {
    let heldFrom = -1
    let consulted = { times: 0, at: 0 }

    const readPlace = async (place: number, signal: AbortSignal): Promise<MediaPlaylist> => {
      const from = mirrors.at(url, place)
      const next = renamed(await readAt(from, signal), url, mirrors.name)
      const before = held()
      // The same mirror may begin anew; another one must tell of the same broadcast.
      if (before && place !== heldFrom && !isSameBroadcast(before, next))
        throw new ProblemError('manifest', `another broadcast at ${from}`)
      return next
    }

    const takeFrom = (place: number, next: MediaPlaylist): boolean => {
      const edge = edgeOf(next)
      if (edge !== null) mirrors.listed(place, edge)
      const grew = take(next)
      if (held() === next) heldFrom = place
      if (grew) consulted = { times: 0, at: 0 }
      return grew
    }

    /** The other mirror's word where one's playlist has not grown for long. */
    const consult = async (place: number, signal: AbortSignal): Promise<boolean> => {
      const other = mirrors.another(new Set([place]))
      if (other === null) return false
      consulted = { times: consulted.times + 1, at: now() }
      mirrors.asked(other)
      try {
        const grew = takeFrom(other, await readPlace(other, signal))
        mirrors.answered(other, 0, 0)
        if (grew) mirrors.failed(place, 'frozen')
        return grew
      } catch (error) {
        if (!signal.aborted) mirrors.failed(other, failureOf(error))
        return false
      }
    }

    const mayConsult = (): boolean => {
      const { base, cap, urgent, often } = consultWait
      const { times, at } = consulted
      const wait = mirrors.urgent() ? urgent * 2 ** Math.max(0, times - often) : base * 2 ** (times - 1)
      return times === 0 || now() - at >= Math.min(cap, wait)
    }

    return async (signal) => {
      if (!mirrors.covers(url)) return take(await readAt(url, signal))
      const first = mirrors.probe() ?? mirrors.pick()
      const { place, value } = await raceMirrors(mirrors, first, readPlace, signal)
      mirrors.answered(place, 0, 0)
      if (takeFrom(place, value)) return true
      const patience = mirrors.urgent() ? frozenAfter.urgent : frozenAfter.usual
      const quiet = now() - advancedAt() >= patience * value.targetDuration * 1000
      return !value.ended && quiet && mayConsult() ? consult(place, signal) : false
    }
  }
