import { reportFailure, reportSuccess } from '../../link/link-status.ts'
import { createTransfers } from '../../link/transfer.ts'
import type { ReadStore, Store } from '../../shared/store.ts'
import { createStore } from '../../shared/store.ts'
import { pictureMayStart } from '../control/controller.ts'
import { rungOf } from '../control/rung.ts'
import { fetchVoiceAhead, type VoiceAhead } from '../voice/fetch-ahead.ts'
import { followWords, type WordsFollower } from '../words/follow-words.ts'
import type { Line } from '../words/transcript.ts'
import { createEngine, type Engine } from './engine.ts'
import { isSilent, liveNow } from './live-edge.ts'
import { type PlaceStorage, recallPlace, rememberPlace, startPlace } from './place.ts'
import { createProgress } from './progress.ts'
import { readEdge, readWindow } from './read-source.ts'
import { createSource, reachBroadcast, type Source } from './source.ts'
import { initialState, type PlayerState } from './state.ts'
import { createSteering } from './steering.ts'
import { untilHere } from './until-here.ts'

/** The broadcast as plain state and requests. Screens read the one and send the others, nothing else. */
export interface Player {
  readonly state: ReadStore<PlayerState>
  readonly lines: ReadStore<readonly Line[]>
  play(): void
  pause(): void
  setMuted(muted: boolean): void
  /** @param position programme time, ms; brought into the window */
  seekTo(position: number): void
  seekBy(seconds: number): void
  goLive(): void
  /** "Voice only" on or off. */
  pinVoice(pinned: boolean): void
  /** Language of the transcript. */
  setLanguage(language: string): void
  /** Ends everything; the player can't be used again. */
  destroy(): void
}

export interface PlayerOptions {
  media: HTMLVideoElement
  addresses: readonly string[]
  language: string
  /** Start with voice only: the person saves data. */
  saveData?: boolean
  storage?: PlaceStorage
}

/** Five times a second: often enough for the clock on screen and for a decision within a frame of speech, ms. */
const tickMs = 200
const rememberMs = 5000
/** The last piece of the window may still be on its way; a seek stays before it, ms. */
const seekMargin = 4000

export const createPlayer = (options: PlayerOptions): Player => {
  const { media, addresses, storage = () => globalThis.localStorage } = options
  const state: Store<PlayerState> = createStore({ ...initialState, pinned: options.saveData ?? false })
  const lines: Store<readonly Line[]> = createStore<readonly Line[]>([])
  const closing = new AbortController()
  const change = (part: Partial<PlayerState>): void => state.set((now) => ({ ...now, ...part }))
  let { language } = options
  let source: Source | null = null
  let engine: Engine | null = null
  let words: WordsFollower | null = null
  let stored: VoiceAhead | null = null
  const progress = createProgress(media, performance.now())
  let rememberedAt = 0
  let bytes = initialState.bytes

  const count = (kind: keyof PlayerState['bytes'], more: number): void => {
    bytes = { ...bytes, [kind]: bytes[kind] + more }
    steering.count(more)
  }
  const transfers = createTransfers({
    events: { bytes: count, success: reportSuccess, failure: reportFailure },
  })
  const steering = createSteering(transfers, media, storage, performance.now())
  const onPlaylistBytes = (more: number): void => {
    bytes = { ...bytes, playlist: bytes.playlist + more }
  }

  /** Programme time one listens at; without a media clock the words alone are followed, live. */
  const placeNow = (): number | null => {
    if (state.get().unsupported) return readWindow(source)?.end ?? null
    return (progress.started && engine?.place()) || state.get().position
  }

  /** Seconds of voice that can be heard without the link: what hls.js has buffered and what was fetched for it. */
  const voiceAhead = (): number => {
    const buffered = engine?.ahead().voice ?? 0
    const place = placeNow()
    if (place === null || !stored) return buffered
    const from = place + buffered * 1000
    return buffered + (stored.heldUntil(from) - from) / 1000
  }

  const startWords = (): void => {
    words?.stop()
    lines.set([])
    const tail = source?.words(language) ?? source?.words('en') ?? null
    if (!tail) return
    const follower = followWords(tail, transfers, placeNow, () => progress.opens(performance.now()))
    words = follower
    follower.lines.subscribe(() => lines.set(follower.lines.get()))
  }

  const tryToPlay = (): void => {
    change({ wanted: true, blocked: false })
    progress.restart(performance.now())
    if (!engine) return
    media.play().catch((error: unknown) => {
      const refused = error instanceof DOMException && error.name === 'NotAllowedError'
      if (refused) change({ wanted: false, blocked: true })
    })
  }

  const show = (now: number): void => {
    const before = state.get()
    progress.look(now, before.unsupported)
    const { started } = progress
    const wall = Date.now()
    const waitedMs = progress.waitedMs(now)
    const position = placeNow()
    const reading = readEdge(source)
    const live = reading ? liveNow(reading, wall) : null
    const voice = voiceAhead()
    const waiting = before.wanted && waitedMs > 1000
    const over = reading?.ended === true && (media.ended || (voice < 0.5 && !media.paused && waiting))
    change({
      rung: rungOf({
        picture: engine?.showsPicture() ?? false,
        started,
        waitedMs,
        wordsAgoMs: wall - (words?.arrivedAt() || Number.NEGATIVE_INFINITY),
      }),
      waiting,
      position,
      window: readWindow(source),
      behind: live !== null && position !== null ? Math.max(0, (live - position) / 1000) : 0,
      cutAt: waiting && started ? position : null,
      silentSince: reading && isSilent(reading) ? reading.edge : null,
      // Whoever goes back to a part of it hears it like any other.
      phase: over ? 'ended' : before.phase === 'ended' ? 'ready' : before.phase,
      voiceAhead: voice,
      pictureAhead: engine?.ahead().picture ?? 0,
      kbps: steering.kbps(),
      bytes,
    })
    if (started && position !== null && wall - rememberedAt > rememberMs) {
      rememberedAt = wall
      rememberPlace(storage, position, wall)
      steering.remember()
    }
  }

  const tick = (): void => {
    const now = performance.now()
    steering.measure()
    if (engine && source) {
      const playing = progress.started && !media.paused
      steering.steer(engine, source, now, {
        voiceAhead: voiceAhead(),
        playing,
        pinned: state.get().pinned,
        behind: state.get().silentSince === null ? state.get().behind : null,
      })
      source.rest(Date.now())
    }
    show(now)
  }

  const open = async (): Promise<void> => {
    const { signal } = closing
    const library = untilHere(() => import('hls.js'), signal)
    // Awaited further down; the end of the page before that must not count as unhandled.
    library.catch(() => {})
    const { address, ladder } = await reachBroadcast(
      addresses,
      signal,
      () => change({ phase: 'unreachable' }),
      onPlaylistBytes,
    )
    const reached = createSource(address, ladder, transfers, onPlaylistBytes)
    source = reached
    const playlist = await reached.clock.fresh(Number.POSITIVE_INFINITY, signal)
    const { default: Hls } = await library
    signal.throwIfAborted()
    const window = readWindow(source)
    const position = window
      ? startPlace(recallPlace(storage, Date.now()), window, steering.pace.start())
      : null
    change({ phase: 'ready', position, window, wanted: true })
    startWords()
    if (ladder.voice) stored = fetchVoiceAhead(reached.clock, transfers, placeNow)
    const best = Math.max(0, ...ladder.pictures.map(({ bandwidth }) => bandwidth))
    change({ cost: { voice: (ladder.voice?.bandwidth ?? 0) / 1000, video: best / 1000 } })
    if (!Hls.isSupported()) return change({ unsupported: true })
    const first = playlist.segments[0]?.programme ?? 0
    engine = createEngine(Hls, {
      media,
      source: reached,
      transfers,
      startAt: position === null ? 0 : (position - first) / 1000,
      pictureFor: steering.pictureFor,
      onReady: tryToPlay,
      onFailure: () => change({ unsupported: true }),
    })
  }

  transfers.setGate(
    (kind) =>
      kind !== 'video' || pictureMayStart({ voiceAhead: voiceAhead() }, transfers.wanted('voice') > 0),
  )
  const wake = (): void => {
    transfers.wake()
    source?.wake()
  }
  const remember = (): void => {
    const { position } = state.get()
    if (progress.started && position !== null) rememberPlace(storage, position, Date.now())
  }
  const onPause = (): void => {
    // The system paused it (a call, a headset), or it is over: the buttons must say so.
    if (!media.ended || readEdge(source)?.ended) change({ wanted: false })
  }
  const onPlay = (): void => change({ wanted: true, blocked: false })
  const onVolume = (): void => change({ muted: media.muted })
  const listening = { signal: closing.signal }
  globalThis.addEventListener('online', wake, listening)
  globalThis.addEventListener('pagehide', remember, listening)
  media.addEventListener('pause', onPause, listening)
  media.addEventListener('play', onPlay, listening)
  media.addEventListener('volumechange', onVolume, listening)
  const timer = setInterval(tick, tickMs)
  open().catch(() => {
    // Only the end of the page gets here: reaching the broadcast is tried for ever.
    if (!closing.signal.aborted) change({ unsupported: true })
  })

  const seekTo = (position: number): void => {
    const window = readWindow(source)
    if (!engine || !window) return
    const wished = Math.max(window.start, Math.min(position, window.end - seekMargin))
    const time = engine.mediaTimeOf(wished)
    if (time === null) return
    media.currentTime = time
    progress.restart(performance.now())
    change({ position: wished, cutAt: null })
  }

  return {
    state,
    lines,
    play: tryToPlay,
    pause() {
      change({ wanted: false })
      media.pause()
    },
    setMuted(muted) {
      media.muted = muted
    },
    seekTo,
    seekBy(seconds) {
      const { position } = state.get()
      if (position !== null) seekTo(position + seconds * 1000)
    },
    goLive() {
      const window = readWindow(source)
      if (window) seekTo(window.end - steering.pace.live() * 1000)
      tryToPlay()
    },
    pinVoice: (pinned) => change({ pinned }),
    setLanguage(next) {
      if (next === language) return
      language = next
      if (source) startWords()
    },
    destroy() {
      remember()
      clearInterval(timer)
      closing.abort()
      words?.stop()
      stored?.stop()
      steering.stop()
      engine?.destroy()
      source?.close()
    },
  }
}
