import { claimWire } from '../../link/right-of-way.ts'
import type { Transfers } from '../../link/transfer.ts'
import {
  type Candidate,
  carriedLevel,
  decide,
  type Loading,
  newControl,
  pictureBroken,
  pictureCame,
  pictureFailed,
  plentyOn,
} from '../control/controller.ts'
import { isListEnough } from '../control/list-enough.ts'
import { estimateOf, type Meter, measure, newMeter } from '../control/meter.ts'
import { isThin, newRight, rightOf } from '../control/right-of-way.ts'
import { edgeOf, type MediaPlaylist } from '../hls/media-playlist.ts'
import { isShared } from '../voice/voice-level.ts'
import { createDistance, type Distance } from './distance.ts'
import type { Engine } from './engine.ts'
import { networkType, recallLink, rememberLink } from './known-link.ts'
import { createPictures, type Pictures, segmentAt } from './pictures.ts'
import type { PlaceStorage } from './place.ts'
import { openingMs } from './progress.ts'
import type { Source } from './source.ts'

/** Longest segment where no playlist has said, seconds. */
const usualSegment = 4
/** A ladder tells the most that a picture takes; it usually takes this share of it. */
const usualShare = 0.8
/** A picture that is silent for longer says something of its own server, no more of the link, ms. */
const silence = 1000

/** Pictures listed so far ahead of the place do for a while, seconds. */
const enoughPictures = 30

/** What a decision is made from, beside what engine and source say. */
export interface Circumstances {
  /** Seconds of voice that can be heard without the link. */
  voiceAhead: number
  /** The listener hears, or would if bytes came. */
  playing: boolean
  /** The first voice is about to be heard. */
  opening: boolean
  /** "Voice only", chosen by hand. */
  pinned: boolean
  /** "Words only": nobody hears the voice, and its list tells of nothing but the time. */
  wordsOnly: boolean
  /** The largest picture that is wanted, by its place in the ladder. */
  best: number
  /** Seconds to live; `null` while it is not known, or the listener has it otherwise. */
  behind: number | null
}

/** Measures the link and carries out what the controller decides. */
export interface Steering {
  /** Bytes came over the link. */
  count(bytes: number): void
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps(): number
  /** Brings the measurement up to date; to be called several times a second, also before there is an engine. */
  measure(): void
  /** How far behind live to be, and the speed that leads there. */
  readonly distance: Pick<Distance, 'start' | 'live' | 'speed'>
  /** Whether the link carries the voice and little beside it. */
  isThin(): boolean
  /** The broadcast is out of reach: the link is for others until it is found. */
  giveWay(): void
  /** Voice at hand beside which pictures may open connections although more of it is wanted, seconds. */
  plenty(): number
  /** Keeps for the next visit what was found out about the link. */
  remember(): void
  /** The best picture here for the segment that begins at a programme time, as the engine asks; the voice's own only where it is `due`. */
  pictureFor(programme: number, due: boolean): number
  /** One decision; `now` in ms of a steady clock. */
  steer(engine: Engine, source: Source, now: number, circumstances: Circumstances): void
  stop(): void
}

/** Segments from `from` on (programme time, ms) that have no picture. */
const openSegments = (
  { segments }: MediaPlaylist,
  from: number,
  pictures: Pictures,
): { number: number; programme: number }[] => {
  const open = []
  for (let i = segments.length - 1; i >= 0; i--) {
    const { number, programme } = segments[i] ?? {}
    if (number === undefined || typeof programme !== 'number' || programme < from - 50) break
    if (pictures.held(programme) < 0) open.push({ number, programme })
  }
  return open.reverse()
}

/** @param now ms of a steady clock */
export const createSteering = (
  transfers: Transfers,
  media: HTMLMediaElement,
  storage: PlaceStorage,
  now: number,
): Steering => {
  const type = networkType()
  const known = recallLink(storage, type, Date.now())
  const distance = createDistance(known.history)
  let control = newControl
  let meter: Meter = known.kbps === undefined ? newMeter : { ...newMeter, known: known.kbps }
  let received = 0
  let measuredMs = 0
  let pictures: Pictures | null = null
  /** The picture in which the voice is, while pictures are wanted, and where that voice is here; it fills what better ones leave. */
  let shared = { level: -1, isHere: (_: number): boolean => false }
  let quietMs = 0
  /** The meter when anything but the picture under way was last asked for: what is known of the link where the picture turns out to be out of reach. */
  let fair = meter
  let steeredAt = now
  let came = 0
  let right = newRight
  let listDoes = false
  let thin = false
  /** Programme time one is at, ms. */
  let at = Number.POSITIVE_INFINITY
  let plenty = Number.POSITIVE_INFINITY
  const claim = claimWire()
  claim.hold(right.held)
  const patience = setTimeout(() => claim.hold(false), openingMs)

  const isFree = (): boolean => transfers.wanted('voice') + transfers.wanted('text') === 0

  const picturesOf = (engine: Engine, source: Source): Pictures => {
    pictures ??= createPictures({
      transfers,
      tail: (level) => source.picture(engine.pictures()[level]?.uri ?? ''),
      isEnough: (list) => (edgeOf(list) ?? 0) > at + enoughPictures * 1000,
      onWhole(level) {
        control = pictureCame(control, level)
        engine.tick()
      },
      onFailure(level) {
        control = pictureFailed(control, level, performance.now())
      },
      onBroken({ number, level, held, total }) {
        control = pictureBroken(control, { number, level, left: (((total ?? 0) - held) * 8) / 1000 })
      },
    })
    return pictures
  }

  return {
    count(bytes) {
      received += bytes
      came += bytes
    },
    distance,
    remember: () => {
      const kbps = estimateOf(meter)
      if (kbps > 0) rememberLink(storage, type, { history: distance.history(), kbps }, Date.now())
    },
    kbps: () => estimateOf(meter),
    plenty: () => plenty,
    giveWay: () => claim.hold(false),
    isThin: () => thin,
    measure() {
      const busyMs = transfers.busyMs()
      const silent = received === 0 && quietMs > silence
      if (!silent) meter = measure(meter, received, busyMs - measuredMs, transfers.open() === 0)
      measuredMs = busyMs
      received = 0
    },
    pictureFor: (programme, due) =>
      Math.max(pictures?.held(programme) ?? -1, due && shared.isHere(programme) ? shared.level : -1),
    steer(engine, source, time, { voiceAhead, playing, opening, pinned, wordsOnly, best, behind }) {
      const playlist = source.clock.latest()
      const place = engine.place()
      const edge = playlist && edgeOf(playlist)
      const since = time - steeredAt
      steeredAt = time
      if (!playlist || place === null || edge === null) return engine.tick()
      at = place
      source.clock.spare(() => listDoes)
      const kbps = estimateOf(meter)
      thin = isThin(kbps, (source.ladder.voice?.bandwidth ?? 0) / 1000)
      const target = (playlist.targetDuration || usualSegment) * 1000
      const spell = {
        lasted: since / 1000,
        busy: transfers.wanted('voice') > 0,
        came: (came * 8) / 1000,
        voice: (source.ladder.voice?.bandwidth ?? 0) / 1000,
        // Asked for every segment; twice that long without an answer is a link that brings nothing.
        overdue: playlist.ended
          ? 0
          : Math.max(
              0,
              (Date.now() - Math.max(source.clock.answeredAt() + target, source.clock.dueAt()) - target) /
                1000,
            ),
      }
      came = 0
      distance.keep(spell, playing && behind !== null ? { behind, voiceAhead } : null)
      shared = {
        level: pinned ? -1 : engine.pictures().findIndex((one) => isShared(source.ladder, one)),
        isHere(programme) {
          const segment = segmentAt(playlist.segments, programme)
          return segment !== null && transfers.has(segment.uri, segment.range ?? undefined)
        },
      }
      const from = picturesOf(engine, source)
      const way = from.underWay()
      if (!way || !isFree()) fair = meter
      quietMs = way && way.movedAt < time - since && isFree() ? quietMs + since : 0
      const ladder = {
        pictures: engine
          .pictures()
          .slice(0, best + 1)
          .map((one, level) =>
            // It comes with the voice; of its own it is never fetched.
            isShared(source.ladder, one)
              ? Number.POSITIVE_INFINITY
              : (from.cost(level) ?? one.kbps * usualShare),
          ),
        voice: spell.voice,
        segment: target / 1000,
      }
      const aheadOf = (programme: number): number =>
        (programme - place) / 1000 / Math.max(0.1, media.playbackRate)
      const open = openSegments(playlist, engine.openFrom() ?? place + engine.ahead().picture * 1000, from)
      const guess = way ? ((ladder.pictures[way.level] ?? 0) * ladder.segment * 1000) / 8 : 0
      const loading: Loading | null = way && {
        number: way.number,
        level: way.level,
        ahead: aheadOf(way.programme),
        came: (way.came * 8) / 1000,
        left: (Math.max(0, (way.total ?? guess) - way.held) * 8) / 1000,
        since: way.since,
        quietMs,
        fair: estimateOf(fair),
      }
      const sample = {
        now: time,
        kbps,
        voiceAhead,
        voiceMissing: Math.max(0, (edge - place) / 1000 - voiceAhead),
        open: open.map(({ number, programme }): Candidate => ({ number, ahead: aheadOf(programme) })),
        loading,
        playing,
      }
      clearTimeout(patience)
      right = rightOf(right, {
        ...sample,
        playing: playing || opening,
        voice: spell.voice,
        lastedMs: since,
        came: spell.came,
      })
      claim.hold(right.held)
      listDoes = isListEnough({
        ...{ wordsOnly, thin, voiceAhead },
        held: right.held,
        voiceMissing: sample.voiceMissing,
      })
      plenty = plentyOn(control, sample, ladder)
      const decision = decide(control, sample, ladder, pinned)
      if (decision.control.faults !== control.faults) meter = fair
      control = decision.control
      const { fetch } = decision
      if (!source.ladder.voice) engine.load(carriedLevel(control, kbps, ladder))
      else if (!fetch) from.fetch(null)
      else if (fetch.number !== way?.number || fetch.level !== way.level) {
        const { programme } = open.find(({ number }) => number === fetch.number) ?? {}
        from.fetch(programme === undefined ? null : { ...fetch, programme })
      }
      engine.tick()
    },
    stop() {
      clearTimeout(patience)
      claim.end()
      pictures?.stop()
    },
  }
}
