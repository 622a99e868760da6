import type { Transfers } from '../../link/transfer.ts'
import { type Control, decide, newControl } from '../control/controller.ts'
import { estimateOf, measure, newMeter } from '../control/meter.ts'
import { edgeOf } from '../hls/media-playlist.ts'
import type { Engine } from './engine.ts'
import type { Source } from './source.ts'

/** Longest segment where no playlist has said, seconds. */
const usualSegment = 4

/** What a decision is made from, beside what engine and source say. */
export interface Circumstances {
  /** Seconds of voice that can be heard without the link. */
  voiceAhead: number
  /** The listener hears, or would if bytes came. */
  playing: boolean
  /** "Voice only", chosen by hand. */
  pinned: boolean
}

/** Measures the link and carries out what the controller decides. */
export interface Steering {
  /** Bytes came over the link. */
  count(bytes: number): void
  /** What the link carries, kbit/s; 0 while unknown. */
  kbps(): number
  /** Brings the measurement up to date; to be called several times a second, also before there is an engine. */
  measure(): void
  /** One decision; `now` in ms of a steady clock. */
  steer(engine: Engine, source: Source, now: number, circumstances: Circumstances): void
}

export const createSteering = (transfers: Transfers, now: number): Steering => {
  let control: Control = newControl(now)
  let meter = newMeter
  let received = 0
  let measuredMs = 0

  return {
    count(bytes) {
      received += bytes
    },
    kbps: () => estimateOf(meter),
    measure() {
      const busyMs = transfers.busyMs()
      meter = measure(meter, received, busyMs - measuredMs, transfers.open() === 0)
      measuredMs = busyMs
      received = 0
    },
    steer(engine, source, at, { voiceAhead, playing, pinned }) {
      const playlist = source.clock.latest()
      const place = engine.place()
      const edge = playlist && edgeOf(playlist)
      const listed = edge === null || place === null ? 0 : Math.max(0, (edge - place) / 1000)
      const decision = decide(
        control,
        {
          now: at,
          kbps: estimateOf(meter),
          voiceAhead,
          voiceMissing: Math.max(0, listed - voiceAhead),
          pictureAhead: engine.ahead().picture,
          pictureLoading: transfers.wanted('video') > 0,
          playing,
        },
        {
          pictures: engine.pictures(),
          voice: (source.ladder.voice?.bandwidth ?? 0) / 1000,
          segment: playlist?.targetDuration ?? usualSegment,
        },
        pinned,
      )
      control = decision.control
      if (decision.preempt) transfers.preempt('video')
      engine.load(control.target)
      engine.tick()
    },
  }
}
