import type { Transfers } from '../../link/transfer.ts'
import {
  type Candidate,
  decide,
  type Loading,
  newControl,
  pictureCame,
  pictureFailed,
} from '../control/controller.ts'
import { estimateOf, measure, newMeter } from '../control/meter.ts'
import { edgeOf, type MediaPlaylist } from '../hls/media-playlist.ts'
import type { Engine } from './engine.ts'
import { createPictures, type Pictures } from './pictures.ts'
import type { Source } from './source.ts'

/** Longest segment where no playlist has said, seconds. */
const usualSegment = 4
/** A ladder tells the most that a picture takes; it usually takes this share of it. */
const usualShare = 0.8
/** A picture that is silent for longer says something of its own server, no more of the link, ms. */
const silence = 1000

/** What a decision is made from, beside what engine and source say. */
export interface Circumstances {
  /** Seconds of voice that can be heard without the link. */
  voiceAhead: number
  /** The listener hears, or would if bytes came. */
  playing: boolean
  /** "Voice only", chosen by hand. */
  pinned: boolean
  /** Seconds of programme in a second: the media's own playback rate. */
  rate: number
}

/** Measures the link and carries out what the controller decides. */
export interface Steering {
  /** Bytes came over the link. */
  count(bytes: number): void
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps(): number
  /** Brings the measurement up to date; to be called several times a second, also before there is an engine. */
  measure(): void
  /** The best picture here for the segment that begins at a programme time, as the engine asks. */
  pictureFor(programme: number): number
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

export const createSteering = (transfers: Transfers): Steering => {
  let control = newControl
  let meter = newMeter
  let received = 0
  let measuredMs = 0
  let pictures: Pictures | null = null
  let quietMs = 0
  let steeredAt = 0

  const isFree = (): boolean => transfers.wanted('voice') + transfers.wanted('text') === 0

  const picturesOf = (engine: Engine, source: Source): Pictures => {
    pictures ??= createPictures({
      transfers,
      tail: (level) => source.picture(engine.pictures()[level]?.uri ?? ''),
      onWhole(level) {
        control = pictureCame(control, level)
        engine.tick()
      },
      onFailure(level) {
        control = pictureFailed(control, level, performance.now())
      },
    })
    return pictures
  }

  return {
    count(bytes) {
      received += bytes
    },
    kbps: () => estimateOf(meter),
    measure() {
      const busyMs = transfers.busyMs()
      const silent = received === 0 && quietMs > silence
      if (!silent) meter = measure(meter, received, busyMs - measuredMs, transfers.open() === 0)
      measuredMs = busyMs
      received = 0
    },
    pictureFor: (programme) => pictures?.held(programme) ?? -1,
    steer(engine, source, now, { voiceAhead, playing, pinned, rate }) {
      const playlist = source.clock.latest()
      const place = engine.place()
      const edge = playlist && edgeOf(playlist)
      const since = now - steeredAt
      steeredAt = now
      if (!playlist || place === null || edge === null) return engine.tick()
      const kbps = estimateOf(meter)
      const from = picturesOf(engine, source)
      const way = from.underWay()
      quietMs = way && way.movedAt < now - since && isFree() ? quietMs + since : 0
      const ladder = {
        pictures: engine.pictures().map((one, level) => from.cost(level) ?? one.kbps * usualShare),
        voice: (source.ladder.voice?.bandwidth ?? 0) / 1000,
        segment: playlist.targetDuration || usualSegment,
      }
      const aheadOf = (programme: number): number => (programme - place) / 1000 / Math.max(0.1, rate)
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
      }
      const sample = {
        now,
        kbps,
        voiceAhead,
        voiceMissing: Math.max(0, (edge - place) / 1000 - voiceAhead),
        open: open.map(({ number, programme }): Candidate => ({ number, ahead: aheadOf(programme) })),
        loading,
        playing,
      }
      const decision = decide(control, sample, ladder, pinned)
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
    stop: () => pictures?.stop(),
  }
}
