import type { Language } from '../../../shared/language.ts'
import { type SoundTurn, takeTurn } from '../../../shared/sound-turn.ts'
import { createStore, type ReadStore } from '../../../shared/store.ts'
import { placeOf, rememberPlace } from '../../places.ts'
import { describeOnLockScreen } from './lock-screen.ts'

/** A recording that is being heard. */
export interface Track {
  item: string
  kind: 'audio' | 'video'
  /** SHA-256 of its bytes: the same recording in a newer edition is not begun anew. */
  sha256: string
  /** In both languages: it sounds on when the screen's is changed. */
  title: Record<Language, string>
  by: Record<Language, string>
  /** Length by the table of contents, seconds. */
  seconds: number
}

export interface ListeningState {
  /** `null` while nothing is open. */
  track: Track | null
  playing: boolean
  /** Seconds. */
  at: number
  duration: number
  rate: number
  /** The browser cannot play it. */
  broken: boolean
  /** The track's own page is on screen: then no other player is shown. */
  atHome: boolean
  /** When it stops by itself, ms since the epoch; `null` for never. */
  sleepAt: number | null
}

/** The one recording of the library that sounds, on whatever screen one is. */
export interface Listening {
  readonly state: ReadStore<ListeningState>
  /** Opens a recording where it was left and plays it; call it in the event of a tap. `blob` is kept for as long as it is open. */
  open(track: Track, blob: Blob, turn: SoundTurn): void
  toggle(): void
  pause(): void
  /** @param to seconds */
  seek(to: number): void
  setRate(rate: number): void
  /** @param minutes from now; `null` for never */
  sleepIn(minutes: number | null): void
  /** Subtitles the browser draws on a film, as the address of a WebVTT file; `null` for none. */
  setCaptions(captions: { url: string; language: string; label: string } | null): void
  /** What the lock screen shows, in the language of the screen. `label`: what the element is called. */
  name(language: Language, label: string, poster: string | undefined): void
  /** Shows the picture in `host` until it is shown elsewhere; `home`: that is its own page. */
  show(host: HTMLElement, home: boolean): void
  /** Takes it out of `host`, where it is still there; it sounds on. */
  hide(host: HTMLElement): void
  /** Its own page has been left. */
  away(): void
  /** Ends it and remembers where. */
  close(): void
}

export const rates = [0.75, 1, 1.25, 1.5, 2] as const

/** A killed page costs at most this much of a recording, seconds. */
const rememberEvery = 5
/** Nearer to the end than this it counts as heard, seconds. */
const nearEnd = 3
const events = ['play', 'pause', 'ended', 'timeupdate', 'seeking', 'durationchange', 'ratechange'] as const

const idle: ListeningState = {
  track: null,
  playing: false,
  at: 0,
  duration: 0,
  rate: 1,
  broken: false,
  atHome: false,
  sleepAt: null,
}

export const placeNameOf = ({ item, kind }: Pick<Track, 'item' | 'kind'>): string => `${item}:${kind}`

/** @param holder where the element waits while no screen shows it; it must be in the document, or it would be silenced */
export const createListening = (holder: HTMLElement): Listening => {
  const state = createStore<ListeningState>(idle)
  const change = (part: Partial<ListeningState>) => state.set((now) => ({ ...now, ...part }))
  let media: HTMLMediaElement | null = null
  let address = ''
  let remembered = 0
  let poster: string | undefined
  let language: Language = 'en'
  let release = () => {}
  let sleeping: ReturnType<typeof setTimeout> | undefined

  const remember = () => {
    const { track } = state.get()
    if (!media || !track) return
    remembered = media.currentTime
    rememberPlace(placeNameOf(track), remembered > media.duration - nearEnd ? 0 : remembered)
  }
  const pause = () => media?.pause()
  const seek = (to: number) => {
    if (!media) return
    media.currentTime = Math.max(0, Math.min(to, Number.isFinite(media.duration) ? media.duration : to))
  }
  const play = () =>
    media?.play().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) change({ broken: true })
    })
  const tellLockScreen = () => {
    const { track } = state.get()
    release()
    if (!track || !media) return
    const [title, by] = [track.title[language], track.by[language]]
    release = describeOnLockScreen({ media, title, by, poster, play, pause, seek, close })
  }

  const close = () => {
    if (!media) return
    remember()
    release()
    release = () => {}
    clearTimeout(sleeping)
    media.pause()
    media.removeAttribute('src')
    media.load()
    media.remove()
    URL.revokeObjectURL(address)
    media = null
    state.set(({ rate, atHome }) => ({ ...idle, rate, atHome }))
  }

  const open = (track: Track, blob: Blob, turn: SoundTurn) => {
    close()
    const made = document.createElement(track.kind)
    media = made
    made.className = `library-${track.kind}`
    made.preload = 'metadata'
    made.controls = track.kind === 'video'
    if (made instanceof HTMLVideoElement) made.playsInline = true
    address = URL.createObjectURL(blob)
    made.src = address
    made.defaultPlaybackRate = state.get().rate
    made.playbackRate = state.get().rate
    change({ track, duration: track.seconds, at: placeOf(placeNameOf(track)), broken: false })
    const look = () => {
      if (media !== made) return
      change({
        playing: !made.paused && !made.ended,
        at: made.currentTime,
        duration: Number.isFinite(made.duration) ? made.duration : track.seconds,
        rate: made.playbackRate,
      })
      if (Math.abs(made.currentTime - remembered) >= rememberEvery || made.paused) remember()
    }
    made.addEventListener('loadedmetadata', () => {
      const place = placeOf(placeNameOf(track))
      if (place > 0 && place < made.duration - nearEnd) made.currentTime = place
      remembered = made.currentTime
      for (const event of events) made.addEventListener(event, look)
      look()
    })
    made.addEventListener('play', () => {
      takeTurn(turn, pause)
      tellLockScreen()
    })
    made.addEventListener('error', () => media === made && change({ broken: true, playing: false }))
    holder.append(made)
    void play()
  }

  return {
    state,
    open,
    pause,
    seek,
    close,
    toggle: () => void (media?.paused ? play() : pause()),
    setRate(rate) {
      if (media) media.playbackRate = rate
      change({ rate })
    },
    sleepIn(minutes) {
      clearTimeout(sleeping)
      change({ sleepAt: minutes === null ? null : Date.now() + minutes * 60_000 })
      if (minutes === null) return
      sleeping = setTimeout(() => {
        pause()
        change({ sleepAt: null })
      }, minutes * 60_000)
    },
    setCaptions(captions) {
      if (!(media instanceof HTMLVideoElement)) return
      media.replaceChildren()
      if (!captions) return
      const track = document.createElement('track')
      Object.assign(track, { kind: 'captions', src: captions.url, srclang: captions.language })
      Object.assign(track, { label: captions.label, default: true })
      media.append(track)
    },
    name(spoken, label, picture) {
      language = spoken
      poster = picture
      media?.setAttribute('aria-label', label)
      if (state.get().playing) tellLockScreen()
    },
    show(host, home) {
      if (home) change({ atHome: true })
      // A player at the foot that was drawn in the moment before its page was must not take it back.
      else if (state.get().atHome) return
      // Moved within one task an element sounds on (HTML, "removing steps" of media elements).
      if (media && media.parentNode !== host) host.append(media)
    },
    hide(host) {
      if (media?.parentNode === host) holder.append(media)
    },
    away: () => change({ atHome: false }),
  }
}
