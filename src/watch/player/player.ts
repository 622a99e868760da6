import { reportFailure, reportSuccess } from '../../link/link-status.ts'
import { wireClaimed } from '../../link/right-of-way.ts'
import { createTransfers } from '../../link/transfer.ts'
import type { ReadStore, Store } from '../../shared/store.ts'
import { createStore } from '../../shared/store.ts'
import { rungOf } from '../control/rung.ts'
import type { Segment } from '../hls/media-playlist.ts'
import { fetchVoiceAhead, type VoiceAhead } from '../voice/fetch-ahead.ts'
import { followWords, type WordsFollower } from '../words/follow-words.ts'
import type { Line } from '../words/transcript.ts'
import type { WordsReach } from '../words/wanted.ts'
import { type ChoiceRequests, createChoices } from './choices.ts'
import { deepEnough } from './deep-enough.ts'
import type { Engine } from './engine.ts'
import type { Failover } from './failover.ts'
import { heldFrom, heldPlace } from './held.ts'
import type { KeepFirst } from './keep-first.ts'
import { createKeeping, type Opened, reachOrRecall } from './keeping.ts'
import { createLateFailover } from './late-failover.ts'
import { isSilent, liveNow } from './live-edge.ts'
import { loadEngine } from './load-engine.ts'
import { lostSeconds } from './lost.ts'
import { insideSegment, type PlaceStorage, recallPlace, rememberPlace, startPlace } from './place.ts'
import { createProgress } from './progress.ts'
import { readEdge, readWindow } from './read-source.ts'
import { resumedFrom } from './resumed.ts'
import { createSource, reachBroadcast, type Source, shownBefore } from './source.ts'
import { initialState, type PlayerState } from './state.ts'
import { createSteering } from './steering.ts'
import { whenAwake } from './waking.ts'

/** The broadcast as plain state and requests. Screens read the one and send the others, nothing else. */
export interface Player extends ChoiceRequests {
  readonly state: ReadStore<PlayerState>
  readonly lines: ReadStore<readonly Line[]>
  /** The mirrors as this phone finds them; `null` before the code that looks after them has come. */
  failover(): Failover | null
  play(): void
  pause(): void
  setMuted(muted: boolean): void
  /** @param position programme time, ms; brought into the window */
  seekTo(position: number): void
  seekBy(seconds: number): void
  goLive(): void
  /** Language of the transcript. */
  setLanguage(language: string): void
  /** What is listed of the voice, and its files as far as they are on this phone: for saving a part of it. */
  onPhone(): { segments: readonly Segment[]; held: KeepFirst['held'] }
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
  /** Opens without sound: it was paused. */
  paused?: boolean
  /** What was kept is not what is broadcast now, or comes from elsewhere: this player is to be closed and another one made. */
  onRenew?: (paused: boolean) => void
}

/** Five times a second: often enough for the clock on screen and for a decision within a frame of speech, ms. */
const tickMs = 200
const rememberMs = 5000
/** The last piece of the window may still be on its way; a seek stays before it, ms. */
const seekMargin = 4000
/** With less voice than this a second mirror is asked sooner: finding out that one is dead and asking another takes some seconds. */
const urgentVoice = 12

export const createPlayer = (options: PlayerOptions): Player => {
  const { media, addresses, storage = () => globalThis.localStorage } = options
  const state: Store<PlayerState> = createStore(initialState)
  const lines: Store<readonly Line[]> = createStore<readonly Line[]>([])
  const closing = new AbortController()
  const change = (part: Partial<PlayerState>): void => state.set((now) => ({ ...now, ...part }))
  let { language } = options
  let opened: Opened | null = null
  let source: Source | null = null
  let engine: Engine | null = null
  let words: WordsFollower | null = null
  let stored: VoiceAhead | null = null
  let progress = createProgress(media, performance.now())
  /** Plays from a programme time (ms) on, by an engine of its own. */
  let playFrom: ((position: number | null) => void) | null = null
  let rememberedAt = 0
  /** When what is kept was last answered; `null` where the broadcast itself was reached. */
  let primedAt: number | null = null
  let bytes = initialState.bytes

  const count = (kind: keyof PlayerState['bytes'], more: number): void => {
    bytes = { ...bytes, [kind]: bytes[kind] + more }
    steering.count(more)
  }
  const keeping = createKeeping(
    addresses,
    createTransfers({ events: { bytes: count, success: reportSuccess, failure: reportFailure } }),
    recallPlace(storage, Date.now()) !== null,
  )
  const { transfers } = keeping
  const renew = (): void => options.onRenew?.(!state.get().wanted)
  const steering = createSteering(transfers, media, storage, performance.now())
  const { saveData = false } = options
  const choices = createChoices({ media, storage, saveData, transfers, state: state.get, change })
  change(choices.initial)
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

  /**
   * Words that are far away wait for a voice that needs the link; while it is waited for, so do those that are next. The thread before it, 30 kB, is
   * for links that have them to spare.
   */
  const wordsReach = (): WordsReach => {
    const opens = progress.opens(performance.now())
    if (!opens && !wireClaimed.get()) return steering.isThin() ? 'live' : 'all'
    return opens || state.get().waiting ? 'now' : 'soon'
  }

  /** Where the words are wanted: they go on as fast as one speaks while the voice is waited for. */
  const wordsPlace = (): number | null => {
    const place = placeNow()
    return place !== null && state.get().waiting ? place + progress.waitedMs(performance.now()) : place
  }

  const startWords = (): void => {
    words?.stop()
    lines.set([])
    const tail = source?.words(language) ?? source?.words('en') ?? null
    if (opened && source) keeping.follow(opened, [source.clock, tail])
    if (!tail) return
    const follower = followWords(tail, transfers, wordsPlace, {
      reach: wordsReach,
      onSegment: (...size) => choices.weigh('text', ...size),
    })
    change({ language: source?.words(language) ? language : 'en' })
    words = follower
    follower.lines.subscribe(() => lines.set(follower.lines.get()))
  }

  const isUrgent = (): boolean => voiceAhead() < urgentVoice
  const failover = createLateFailover(addresses, isUrgent, closing.signal, transfers.useFailover)

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
    const window = readWindow(source)
    const live = reading ? liveNow(reading, wall) : null
    const voice = voiceAhead()
    const waiting = before.wanted && waitedMs > 1000
    const over = reading?.ended === true
    const heardOut = over && (media.ended || (voice < 0.5 && !media.paused && waiting))
    const fromKept = source !== null && primedAt === source.clock.answeredAt()
    const rung = rungOf({
      // What is here of pictures goes on being decoded; who chose the voice is not shown it.
      picture: (engine?.showsPicture() ?? false) && before.choice !== 'voice',
      started,
      waitedMs,
      wordsAgoMs: wall - (words?.arrivedAt() || Number.NEGATIVE_INFINITY),
    })
    change({
      rung: fromKept ? 'stored' : choices.allows('voice') ? rung : 'text',
      waiting,
      position,
      window,
      behind: live !== null && position !== null ? Math.max(0, (live - position) / 1000) : 0,
      over,
      cutAt: waiting && started ? position : null,
      silentSince: reading && isSilent(reading) ? reading.edge : null,
      trouble: failover.get()?.trouble(source, wall, position, (position ?? 0) + voice * 1000) ?? null,
      // Whoever goes back to a part of it hears it like any other.
      phase: heardOut ? 'ended' : before.phase === 'ended' ? 'ready' : before.phase,
      voiceAhead: voice,
      pictureAhead: engine?.ahead().picture ?? 0,
      kbps: steering.kbps(),
      bytes,
      fromKept,
      heldAgain:
        fromKept && waiting && position !== null && source
          ? heldFrom(source.clock.latest()?.segments ?? [], position, keeping.isHere)
          : null,
    })
    choices.look(engine, steering.distance)
    if (source && started && position !== null && position > source.shownFrom() + 2 * shownBefore)
      source.show(position)
    // The window has moved on: what it no longer holds would be waited for in vain.
    const lost = waiting ? lostSeconds(position, window) : 0
    if (lost > 0) seekTo(0, lost)
    if (started && position !== null && wall - rememberedAt > rememberMs) {
      rememberedAt = wall
      keeping.open()
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
        opening: state.get().wanted && progress.opens(now),
        pinned: choices.voiceOnly(),
        wordsOnly: !choices.allows('voice'),
        best: choices.best(),
        behind: state.get().silentSince === null ? state.get().behind : null,
      })
      source.rest(Date.now())
    }
    show(now)
  }

  const open = async (): Promise<void> => {
    const { signal } = closing
    const loading = loadEngine(media, signal)
    // Awaited further down; the end of the page before that must not count as unhandled.
    loading.catch(() => {})
    if (failover.addresses.length > 1) failover.start()
    let misses = 0
    const found = await reachOrRecall(
      (onMiss) => reachBroadcast(failover, signal, onMiss, onPlaylistBytes),
      keeping.recall,
      signal,
      () => {
        // Whose fault it is that nothing is reached, its code tells as well.
        failover.start()
        if (source) return
        change({ phase: 'unreachable' })
        // Once may be a link that takes so long for a first packet: what else wants it would make it longer.
        if (++misses > 1) steering.giveWay()
      },
      renew,
    )
    const { ladder, primed } = found
    // Files are called by the names they had where this came from.
    if (primed) failover.reachedAt(found.address, found.main)
    const reached = createSource(ladder, transfers, failover, onPlaylistBytes, {
      ...(primed && { primed }),
      onOther: renew,
    })
    opened = found
    primedAt = primed?.get(reached.clock.url)?.answeredAt ?? null
    source = reached
    const playlist = await reached.clock.fresh(Number.POSITIVE_INFINITY, signal)
    const loaded = await loading
    signal.throwIfAborted()
    const window = readWindow(source)
    const left = recallPlace(storage, Date.now())
    const distance = playlist.ended ? null : steering.distance.start()
    const start = window ? startPlace(left, window, distance) : null
    const near = start === null || start === left ? start : insideSegment(start, playlist.segments)
    const position = near !== null && primed ? heldPlace(playlist.segments, near, keeping.isHere) : near
    change({
      phase: 'ready',
      position,
      window,
      wanted: !options.paused,
      languages: [...ladder.words.keys()],
      lost: lostSeconds(left, window),
      resumed: resumedFrom(left, position, window),
    })
    startWords()
    if (ladder.voice && loaded?.fed) stored = fetchVoiceAhead(reached.clock, transfers, placeNow)
    const best = Math.max(0, ...ladder.pictures.map(({ bandwidth }) => bandwidth))
    change({ cost: { voice: (ladder.voice?.bandwidth ?? 0) / 1000, video: best / 1000 } })
    if (!loaded) return change({ unsupported: true })
    playFrom = (position) => {
      const listed = playlist.segments[0]?.programme ?? 0
      const first = loaded.fed && position !== null ? reached.show(position) : listed
      engine?.destroy()
      engine = loaded.create({
        media,
        source: reached,
        transfers,
        startAt: position === null ? 0 : (position - first) / 1000,
        pictureFor: steering.pictureFor,
        native: { ...failover, address: found.address, voiceOnly: choices.voiceChosen },
        onReady() {
          failover.start()
          deepEnough(reached, position, signal).then(
            () => state.get().wanted && tryToPlay(),
            () => undefined, // The end of the page.
          )
        },
        onSegment: (picture, ...size) => choices.weigh(String(picture ?? 'voice'), ...size),
        onFailure: () => change({ unsupported: true }),
      })
    }
    playFrom(position)
  }

  transfers.setGate(
    (kind) =>
      choices.allows(kind) &&
      (kind !== 'video' || transfers.wanted('voice') === 0 || voiceAhead() > steering.plenty()),
  )
  const wake = (): void => {
    transfers.wake()
    source?.wake()
  }
  const remember = (): void => {
    const { position } = state.get()
    if (progress.started && position !== null) rememberPlace(storage, position, Date.now())
    choices.keep()
  }
  const onPause = (): void => {
    // The system paused it (a call, a headset), or it is over: the buttons must say so.
    if (!media.ended || readEdge(source)?.ended) change({ wanted: false })
  }
  const onPlay = (): void => {
    choices.hear()
    change({ wanted: true, blocked: false })
  }
  const onVolume = (): void => change({ muted: media.muted })
  const listening = { signal: closing.signal }
  whenAwake(wake, closing.signal)
  globalThis.addEventListener('pagehide', remember, listening)
  media.addEventListener('pause', onPause, listening)
  media.addEventListener('play', onPlay, listening)
  media.addEventListener('volumechange', onVolume, listening)
  const timer = setInterval(tick, tickMs)
  open().catch(() => {
    // Only the end of the page gets here: reaching the broadcast is tried for ever.
    if (!closing.signal.aborted) change({ unsupported: true })
  })

  const seekTo = (position: number, lost = 0): void => {
    const window = readWindow(source)
    if (!engine || !window) return
    const wished = Math.max(window.start, Math.min(position, window.end - seekMargin))
    const time = engine.mediaTimeOf(wished)
    const shownFrom = source?.shownFrom()
    // Further back than hls.js sees, or it has yet to see anything: by another one.
    if (shownFrom && (time === null || wished < shownFrom)) {
      progress = createProgress(media, performance.now())
      playFrom?.(wished)
    } else if (time === null) return
    else media.currentTime = time
    progress.restart(performance.now())
    change({ position: wished, cutAt: null, lost })
  }

  return {
    ...choices.requests,
    state,
    lines,
    failover: failover.get,
    play() {
      // Else the browser begins where what it was given begins.
      if (media.ended) seekTo(0)
      tryToPlay()
    },
    pause() {
      change({ wanted: false })
      media.pause()
    },
    setMuted(muted) {
      media.muted = muted
    },
    seekTo: (position) => seekTo(position),
    seekBy(seconds) {
      const { position } = state.get()
      if (position !== null) seekTo(position + seconds * 1000)
    },
    goLive() {
      const window = readWindow(source)
      const live = window && window.end - steering.distance.live() * 1000
      if (live) seekTo(insideSegment(live, source?.clock.latest()?.segments ?? []))
      tryToPlay()
    },
    setLanguage(next) {
      if (next === language) return
      language = next
      if (source) startWords()
    },
    onPhone: () => ({ segments: source?.clock.latest()?.segments ?? [], held: transfers.held }),
    destroy() {
      remember()
      clearInterval(timer)
      closing.abort()
      keeping.close()
      words?.stop()
      stored?.stop()
      steering.stop()
      engine?.destroy()
      source?.close()
    },
  }
}
