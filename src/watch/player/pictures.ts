import type { Transfers } from '../../link/transfer.ts'
import { ProblemError } from '../../shared/problem.ts'
import type { MediaPlaylist, Segment } from '../hls/media-playlist.ts'
import type { Tail } from '../hls/tail.ts'

/** A picture to be fetched: of which rendition, and for the segment that begins at which programme time (ms). */
export interface PictureWish {
  number: number
  programme: number
  level: number
}

/** The one on its way. */
export interface PictureUnderWay extends PictureWish {
  /** Bytes that came since it was asked for, and that it has and will have; `total` is `null` before the first answer. */
  came: number
  held: number
  total: number | null
  /** When it was asked for, and when it last came nearer, ms of a steady clock. */
  since: number
  movedAt: number
}

/**
 * Fetches pictures by themselves, apart from the player, which is given only what is here whole: a picture that is late, refused
 * or hangs holds up nobody. One at a time; of one that is broken off the bytes are kept.
 */
export interface Pictures {
  /** The best picture here for the segment that begins at `programme` (ms), by its place in the ladder; -1 where there is none. */
  held(programme: number): number
  underWay(): PictureUnderWay | null
  fetch(wish: PictureWish | null): void
  /** What a picture of each rendition has cost lately, kbit/s; `undefined` before the first. */
  cost(level: number): number | undefined
  stop(): void
}

export interface PicturesOptions {
  transfers: Transfers
  /** The playlist of a rendition. */
  tail(level: number): Tail
  /** Whether a rendition lists enough for a while, while none is waited for that it does not list. */
  isEnough(playlist: MediaPlaylist): boolean
  onWhole(level: number): void
  /** Gone, refused, or broken off with next to nothing. */
  onFailure(level: number): void
  /** Broken off under way by the link: what came is kept, and asked for once more it goes on from there. */
  onBroken(picture: PictureUnderWay): void
}

/** Programme times of two renditions differ by rounding, and by a frame or two, ms. */
const seam = 500
/** Weight of the newest picture in what one costs. */
const weight = 0.3
const remembered = 256
/** A picture of which so much came was on its way, bytes; who sends less and breaks off has a trouble of its own. */
const underWayFrom = 4_000

/** The segment that begins at `programme` (ms), as far as two renditions agree. */
export const segmentAt = (segments: readonly Segment[], programme: number): Segment | null => {
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i]
    if (!segment || segment.programme === null || segment.programme < programme - seam) return null
    if (segment.programme <= programme + seam) return segment
  }
  return null
}

/** The next playlist that comes. */
const newer = (tail: Tail, signal: AbortSignal): Promise<MediaPlaylist> =>
  new Promise((resolve, reject) => {
    const end = tail.subscribe((playlist) => {
      end()
      resolve(playlist)
    })
    signal.addEventListener(
      'abort',
      () => {
        end()
        reject(signal.reason)
      },
      { once: true },
    )
  })

export const createPictures = ({
  transfers,
  tail,
  isEnough,
  onWhole,
  onFailure,
  onBroken,
}: PicturesOptions): Pictures => {
  /** By programme time, in order of arrival. */
  const whole = new Map<number, { level: number; segment: Segment }>()
  const costs: number[] = []
  let current: { state: PictureUnderWay; stop: AbortController } | null = null

  const has = ({ uri, range, map }: Segment): boolean =>
    transfers.has(uri, range ?? undefined) && (!map || transfers.has(map.uri, map.range ?? undefined))

  /** Waits until the rendition lists the segment: its playlist may lag behind the voice's, and is asked for at its own pace. */
  const find = async ({ programme, level }: PictureWish, signal: AbortSignal): Promise<Segment> => {
    const playlist = tail(level)
    let known = playlist.latest()
    let asked = false
    for (;;) {
      const found = known && segmentAt(known.segments, programme)
      playlist.spare((list) => Boolean(found) && isEnough(list))
      if (found) return found
      if (!asked) playlist.wake()
      asked = true
      const last = known?.segments.at(-1)?.programme
      if (typeof last === 'number' && last > programme) throw new ProblemError('not-found', `${programme}`)
      playlist.start()
      known = await newer(playlist, signal)
    }
  }

  const load = async (state: PictureUnderWay, signal: AbortSignal): Promise<void> => {
    const segment = await find(state, signal)
    state.movedAt = performance.now()
    const { uri, range, map, duration } = segment
    const wish = { kind: 'video', once: true, signal } as const
    const part = <T>(span: T | null) => (span ? { range: span } : {})
    if (map) await transfers.load(map.uri, { ...wish, ...part(map.range) })
    let first: number | null = null
    const bytes = await transfers.load(uri, {
      ...wish,
      ...part(range),
      onProgress(held, total) {
        first ??= held
        Object.assign(state, { came: held - first, held, total, movedAt: performance.now() })
      },
    })
    const kbps = (bytes.length * 8) / 1000 / duration
    costs[state.level] = (costs[state.level] ?? kbps) * (1 - weight) + kbps * weight
    whole.delete(state.programme)
    whole.set(state.programme, { level: state.level, segment })
    for (const old of whole.keys()) if (whole.size > remembered) whole.delete(old)
  }

  return {
    held(programme) {
      for (const [begins, { level, segment }] of whole)
        if (Math.abs(begins - programme) < seam && has(segment)) return level
      return -1
    },
    underWay: () => current?.state ?? null,
    fetch(wish) {
      if (current && current.state.number === wish?.number && current.state.level === wish.level) return
      current?.stop.abort()
      current = null
      if (!wish) return
      const now = performance.now()
      const state: PictureUnderWay = {
        ...wish,
        programme: Math.round(wish.programme),
        came: 0,
        held: 0,
        total: null,
        since: now,
        movedAt: now,
      }
      const stop = new AbortController()
      current = { state, stop }
      load(state, stop.signal).then(
        () => {
          if (stop.signal.aborted) return
          current = null
          onWhole(wish.level)
        },
        () => {
          if (stop.signal.aborted) return
          current = null
          if (state.came < underWayFrom) onFailure(wish.level)
          else onBroken(state)
        },
      )
    },
    cost: (level) => costs[level],
    stop() {
      current?.stop.abort()
      current = null
    },
  }
}
