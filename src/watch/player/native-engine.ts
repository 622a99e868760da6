import type { MediaPlaylist } from '../hls/media-playlist.ts'
import { aheadIn } from './ahead-in.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { type Anchor, anchorOf, programmeAt, reanchored, timeAt } from './native-time.ts'

/**
 * The broadcast as the browser itself plays it (iPhones before iOS 17.1: no Media Source Extensions of any kind). What it fetches is its own affair:
 * no pictures apart, no voice ahead. Ours are the place, going over to another mirror, the voice alone, and that nothing is skipped.
 */

/** Silence for so long is a dead mirror, ms; longer each time, as the link itself may be down. */
const patience = { least: 10_000, most: 40_000, factor: 1.5 }
/** After an error it is asked again so soon, ms. */
const afterError = 2000
/** The clock going on by so much more than the time that passed is a skip of the browser's, seconds. */
const skip = 2
/** With less than this listed beyond the place there is nothing to wait for, ms. */
const end = 1000

type Dated = HTMLVideoElement & { getStartDate?: () => Date }

export const createNativeEngine = (options: EngineOptions): Engine => {
  const { media, source, startAt, native } = options
  const { ladder, clock } = source
  const playlist = (): MediaPlaylist | null => clock.latest()
  const segments = () => playlist()?.segments ?? []
  let anchor: Anchor | null = null
  /** Where to go on, programme time, once the element can be told. */
  let wished: number | null = (segments()[0]?.programme ?? 0) + startAt * 1000
  let voiceOnly = native.voiceOnly()
  let turn = 0
  let last = { time: 0, at: performance.now(), movedAt: performance.now() }
  let waits = patience.least
  let wasPlaying = false
  let sought = true

  const place = (): number | null =>
    wished ?? (anchor && programmeAt(segments(), anchor, media.currentTime)) ?? null

  const load = (): void => {
    wished = place()
    anchor = null
    const { voice, pictures } = ladder
    const alone = voiceOnly && voice && !pictures.some(({ uri }) => uri === voice.uri)
    media.src = native.addressAt(alone ? voice.uri : native.address, turn)
    const now = performance.now()
    last = { time: media.currentTime, at: now, movedAt: now }
    // A new address pauses (HTML, section 4.8.11.5).
    if (wasPlaying) void media.play().catch(() => undefined) // Refused: the button to play stands there.
  }

  /** Once the element knows its timeline it is taken to the place. */
  const settle = (): void => {
    const { seekable, readyState, HAVE_METADATA, HAVE_FUTURE_DATA } = media
    const can = seekable.length > 0
    if (anchor || readyState < HAVE_METADATA || (!can && readyState < HAVE_FUTURE_DATA)) return
    const date = (media as Dated).getStartDate?.().getTime() ?? Number.NaN
    anchor = anchorOf(segments(), {
      startDate: Number.isNaN(date) ? null : date,
      seekableFrom: can ? seekable.start(0) : null,
      ended: playlist()?.ended ?? false,
    })
    const time = anchor && wished !== null ? timeAt(segments(), anchor, wished) : null
    if (!anchor) return
    wished = null
    sought = true
    if (can && time !== null && Math.abs(time - media.currentTime) > 0.5)
      media.currentTime = Math.max(seekable.start(0), Math.min(time, seekable.end(seekable.length - 1)))
  }

  const next = (): void => {
    turn++
    waits = Math.min(patience.most, waits * patience.factor)
    load()
  }

  const look = (): void => {
    const at = performance.now()
    const time = media.currentTime
    const passed = ((at - last.at) / 1000) * Math.max(1, media.playbackRate)
    const jumped = anchor !== null && !sought && time - last.time > passed + skip
    if (jumped && media.seekable.length > 0) {
      sought = true
      media.currentTime = last.time
      return
    }
    const moved = time !== last.time
    // It plays: the next silence is a new one.
    if (moved && anchor && !sought) waits = patience.least
    sought &&= media.seeking
    const idle = media.paused && !media.error
    last = { time, at, movedAt: moved || idle ? at : last.movedAt }
  }

  const isStuck = (): boolean => {
    const { programme = null, duration = 0 } = segments().at(-1) ?? {}
    const more = programme === null || (place() ?? 0) < programme + duration * 1000 - end
    return more && !media.ended && performance.now() - last.movedAt > (media.error ? afterError : waits)
  }

  load()
  queueMicrotask(options.onReady)

  return {
    pictures: () => [],
    load: () => undefined,
    openFrom: () => null,
    showsPicture: () => media.videoHeight > 0 && !voiceOnly,
    mediaTimeOf(programme) {
      sought = true
      return anchor && timeAt(segments(), anchor, programme)
    },
    place,
    ahead() {
      const voice = aheadIn(media.buffered, media.currentTime)
      return { voice, picture: media.videoHeight > 0 ? voice : 0 }
    },
    tick() {
      settle()
      if (anchor) anchor = reanchored(segments(), anchor)
      look()
      if (!media.paused) wasPlaying = true
      else if (!media.error && anchor) wasPlaying = false
      if (native.voiceOnly() !== voiceOnly) {
        voiceOnly = !voiceOnly
        load()
      } else if (isStuck()) next()
    },
    destroy() {
      media.removeAttribute('src')
      media.load()
    },
  }
}
