import { createStore, type ReadStore } from '../shared/store.ts'
import { addressAt, isPlaced, type Place } from './equal-addresses.ts'
import type { FailureKind, Progress, Score, Standing } from './mirrors.ts'
import * as core from './mirrors.ts'

/** The mirrors of one thing as all of its requests find them: who is asked, what came of it. */
export interface Mirrors {
  readonly standing: ReadStore<Standing>
  places(): readonly Place[]
  /** Other places; what is known of those that stay is kept. */
  setPlaces(places: readonly Place[]): void
  /** Order somebody wishes, by pathway; those that are not named come last. */
  setOrder(pathways: readonly string[]): void
  /** The place to ask now. */
  pick(): number
  /** Another place that may be asked, beside those that are being asked or have just failed; `null` where there is none. */
  another(without: ReadonlySet<number>): number | null
  asked(place: number): void
  /** A place to ask in passing instead of the usual one, once in some minutes; `null` most of the time. */
  probe(): number | null
  /** Address of a file at a place. */
  at(address: string, place: number): string
  /** The one name of a file, whichever place told of it: its address at the place that `callBy` chose, else the first. */
  name(address: string): string
  callBy(place: number): void
  /** Whether a file has places at all; others are asked where they are, and nothing is learnt of any mirror. */
  covers(address: string): boolean
  /** A good answer: `bytes` in `ms`. */
  answered(place: number, bytes: number, ms: number): void
  failed(place: number, kind: FailureKind): void
  /** Its playlist lists the broadcast up to so far, programme time in ms. */
  listed(place: number, edge: number): void
  /** How long an answer took to begin, ms. */
  began(ms: number): void
  /** How long to wait for an answer to begin before another is asked as well, ms. */
  patience(): number
  /** @param hurry whether what it brings is what runs dry */
  shouldRace(progress: Omit<Progress, 'usualMs' | 'urgent'>, hurry: boolean): boolean
  raced(won: boolean): void
  /** Whether the voice runs dry soon, as `setUrgency` was told to find out. */
  urgent(): boolean
  setUrgency(urgent: () => boolean): void
}

export interface MirrorOptions {
  now?: () => number
  random?: () => number
}

export const createMirrors = (first: readonly Place[], options: MirrorOptions = {}): Mirrors => {
  const { now = Date.now, random = Math.random } = options
  let places = first
  let named = 0
  // Nothing has been heard yet: that is as urgent as anything.
  let urgent = (): boolean => true
  let usualMs: number | null = null
  const standing = createStore<Standing>(core.newStanding(places.length, now(), random))
  const become = (next: (standing: Standing) => Standing): void => standing.set(next)
  let order: readonly string[] | null = null
  const rankOf = ({ pathway }: Place): number => {
    const at = order?.indexOf(pathway ?? '') ?? 0
    return at < 0 ? (order?.length ?? 0) : at
  }
  const rank = (): void =>
    become((before) => ({
      ...before,
      scores: before.scores.map((score, at) => ({ ...score, rank: rankOf(places[at] as Place) })),
    }))
  const keyOf = ({ pathway, bases }: Place): string => JSON.stringify([pathway, bases])

  return {
    standing,
    places: () => places,
    setPlaces(next) {
      const { scores, current } = standing.get()
      const known = new Map<string, Score | undefined>(places.map((place, at) => [keyOf(place), scores[at]]))
      // A pathway's hosts are new, but what was found of a host stays true.
      const hosts = new Map<string, Score | undefined>(places.map(({ host }, at) => [host, scores[at]]))
      const before = places[current]
      places = next
      const from = next.map((place) => known.get(keyOf(place)) ?? hosts.get(place.host))
      const made = core.newStanding(next.length, now(), random, from)
      const stays = next.findIndex((place) => before && place.host === before.host)
      standing.set({ ...made, current: Math.max(0, stays) })
      rank()
    },
    setOrder(pathways) {
      order = pathways
      rank()
    },
    pick() {
      const place = core.choose(standing.get(), now())
      become((before) => (before.current === place ? before : { ...before, current: place }))
      return place
    },
    another: (without) => core.available(standing.get(), now(), without)[0] ?? null,
    asked: (place) => become((before) => core.asked(before, place, now())),
    probe() {
      const place = core.dueProbe(standing.get(), now())
      if (place === null) return null
      become((before) => core.probed(before, now(), random))
      return place
    },
    at: (address, place) => addressAt(places, address, place),
    name: (address) => addressAt(places, address, named),
    callBy(place) {
      named = Math.max(0, place)
    },
    covers: (address) => isPlaced(places, address),
    answered: (place, bytes, ms) => become((before) => core.answered(before, place, now(), bytes, ms)),
    failed: (place, kind) => become((before) => core.failed(before, place, kind, now(), random)),
    listed: (place, edge) => become((before) => core.listed(before, place, edge)),
    began(ms) {
      usualMs = usualMs === null ? ms : usualMs * 0.7 + ms * 0.3
    },
    patience: () => core.patienceMs(usualMs, urgent()),
    shouldRace: (progress, hurry) =>
      core.shouldRace(standing.get(), { ...progress, usualMs, urgent: hurry && urgent() }, now()),
    raced: (won) => become((before) => core.raced(before, won, now(), random)),
    urgent: () => urgent(),
    setUrgency(next) {
      urgent = next
    },
  }
}
