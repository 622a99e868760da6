import type Hls from 'hls.js'
import type { FragmentLoaderContext, HlsConfig, LevelDetails } from 'hls.js'
import type { Transfers } from '../../link/transfer.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { slateHorizon } from '../control/controller.ts'
import { slateInit, slateSegment } from '../voice/slate-media.ts'
import { isShared, slateInitUri, slateNumber, voiceLevelUri } from '../voice/voice-level.ts'
import { aheadIn } from './ahead-in.ts'
import { createAsItComes } from './as-it-comes.ts'
import { lastWhere } from './last-where.ts'
import { createLoaders } from './loaders.ts'
import { createRecoveries } from './recoveries.ts'
import { goBeyondSeams } from './seams.ts'
import { only, type Source } from './source.ts'
import { voiceInParts } from './voice-in-parts.ts'

/** A picture of the ladder. */
export interface Picture {
  uri: string
  kbps: number
  /** Lines. */
  height: number
}

/** What plays, behind a few plain questions. Here it is hls.js, which no other file knows. */
export interface Engine {
  /** The pictures this browser can show, lowest first; kbit/s and lines. */
  pictures(): readonly Picture[]
  /** Loads a picture by its place in `pictures()` from the end of what is buffered, for a broadcast without a voice of its own. Never flushes. */
  load(target: number): void
  /** Programme time from which on pictures can still be given, ms; `null` before it is known. */
  openFrom(): number | null
  /** Whether the frame at the place is a real picture. */
  showsPicture(): boolean
  /** Media time of a programme time, seconds and ms; `null` before the first playlist. */
  mediaTimeOf(programme: number): number | null
  /** Programme time at which the media stands, ms; `null` before the first playlist. */
  place(): number | null
  /** Voice and pictures buffered ahead of the place, seconds. */
  ahead(): { voice: number; picture: number }
  /** Gives what is here or due: a picture, else the slate. To be called several times a second, and when a picture has come. */
  tick(): void
  destroy(): void
}

export interface EngineOptions {
  media: HTMLVideoElement
  source: Source
  transfers: Transfers
  /** Where to start, seconds from the first listed segment. */
  startAt: number
  /** The best picture here for the segment that begins at a programme time (ms), by its place in `pictures()`; -1 where there is none. Whether it is `due`: nothing better can come. */
  pictureFor: (programme: number, due: boolean) => number
  onReady: () => void
  /** A segment has come whole: a picture by its place in `pictures()`, or `null` for voice. */
  onSegment: (picture: number | null, bytes: number, seconds: number) => void
  /** What a browser that plays by itself must know. */
  native: {
    /** Multivariant playlist. */
    address: string
    /** The same file at one of the mirrors, which take turns; 0 is the first. */
    addressAt: (uri: string, turn: number) => string
    /** Whether the voice alone is wanted. */
    voiceOnly: () => boolean
  }
  /** The decoder or the buffer gave up for good. */
  onFailure: (detail: string) => void
}

const forEver = { maxNumRetry: Number.MAX_SAFE_INTEGER, retryDelayMs: 300, maxRetryDelayMs: 4000 }
/** Our own loader retries, watches and resumes; hls.js's clocks would only throw bytes away. */
const patient = {
  default: {
    maxTimeToFirstByteMs: Number.POSITIVE_INFINITY,
    maxLoadTimeMs: Number.POSITIVE_INFINITY,
    timeoutRetry: forEver,
    errorRetry: { ...forEver, shouldRetry: () => true },
  },
}

const config = {
  autoStartLoad: false,
  // The Content Security Policy has no blob: workers; the streams are small enough for the main thread.
  enableWorker: false,
  // Asks for the voice's next segment as soon as it knows the last, where the playlist says that it may wait for the answer: ours does.
  lowLatencyMode: true,
  testBandwidth: false,
  // Nothing that was said is skipped: never catch up by a jump.
  liveMaxLatencyDurationCount: Number.POSITIVE_INFINITY,
  liveSyncDurationCount: 5,
  maxBufferLength: 60,
  maxMaxBufferLength: 90,
  backBufferLength: 60,
  // Nudges are jumps of programme time, and needed where a place lies a hair before what is here. Each goes one offset further than the last: all five
  // together 0.15 s, which nobody hears.
  nudgeOffset: 0.01,
  nudgeMaxRetry: 5,
  enableWebVTT: false,
  enableIMSC1: false,
  enableCEA708Captions: false,
  enableInterstitialPlayback: false,
  fragLoadPolicy: patient,
  playlistLoadPolicy: patient,
  manifestLoadPolicy: patient,
} satisfies Partial<HlsConfig>

/** Chromium that ran dry goes on with three seconds, of both, and hls.js gives no voice beyond the picture: so much of the slate is due then, seconds. */
const stuckHorizon = 4

/** A level's list that ends so long before the others is not gone on with, seconds: half of what is shown of the past. */
const staleAfter = 300

type Dated = LevelDetails['fragments'][number]
/** @throws where the browser lacks Media Source Extensions: ask `HlsClass.isSupported()` first */
export const createEngine = (HlsClass: typeof Hls, options: EngineOptions): Engine => {
  const { media, source, transfers, startAt } = options
  /** Media time minus hls.js's time, per discontinuity, seconds: what a slate's timestamps must add. */
  const offsets = new Map<number, number>()
  /** What hls.js asks for next beside the voice: the slate of a segment or its picture. Held until it is known which of them it is to be. */
  let pending: { frag: Dated; give: () => void } | null = null
  let buffers: { audio?: SourceBuffer | undefined; video?: SourceBuffer | undefined } = {}
  let pictures: (Picture & { index: number })[] = []
  const mayRecover = createRecoveries()

  const voiceBandwidth = source.ladder.voice?.bandwidth ?? 0
  const place = (): number => (hls.hasEnoughToStart ? media.currentTime : startAt)

  const untilGiven = (frag: Dated, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const mine = { frag, give: resolve }
      pending = mine
      signal.addEventListener('abort', () => {
        if (pending === mine) pending = null
        reject(signal.reason)
      })
      give()
    })

  const slate = async (frag: Dated, number: number, signal: AbortSignal): Promise<Bytes> => {
    const offset = offsets.get(frag.cc)
    const start = offset === undefined ? await source.voiceStart(number, signal) : offset + frag.start
    return slateSegment(number, start, frag.duration)
  }

  const voiceAhead = (): number => aheadIn((buffers.audio ?? buffers.video)?.buffered, media.currentTime)
  const asItComes = createAsItComes(voiceAhead, () => media.played.length === 0)

  const fromLink = (
    context: FragmentLoaderContext,
    signal: AbortSignal,
    onPart?: (part: Bytes) => void,
  ): Promise<Bytes> => {
    const { url, frag, rangeStart, rangeEnd } = context
    const picture = frag.type === 'audio' ? null : pictures.findIndex(({ index }) => index === frag.level)
    const shown = picture === null ? null : pictures[picture]
    const shared = shown !== null && shown !== undefined && isShared(source.ladder, shown)
    const kind = picture === null || shared ? 'voice' : 'video'
    const range = rangeEnd ? { range: { start: rangeStart ?? 0, end: rangeEnd } } : {}
    const map = frag.sn === 'initSegment' ? frag : frag.initSegment
    const coming = transfers.load(url, { kind, signal, ...range })
    // An initialisation segment (`initSegment`) is no programme. Failure is told to whom it was fetched for.
    if (frag.sn !== 'initSegment' && !shared)
      coming.then(
        ({ length }) => options.onSegment(picture, length, frag.duration),
        () => undefined,
      )
    if (!map) return coming
    if (source.ladder.muxed) return alone(frag.type, map, coming, signal)
    if (!onPart) return coming
    return asItComes.take(
      (onBytes) => transfers.load(url, { kind, signal, onBytes, ...range }),
      initOf(map, signal),
      onPart,
    )
  }

  /** It is here, or on its way: hls.js asks for it before anything that goes with it. */
  const initOf = (
    { url, byteRange }: Pick<Dated, 'url' | 'byteRange'>,
    signal: AbortSignal,
  ): Promise<Bytes> => {
    const [start = 0, end] = byteRange
    return transfers.load(url, { kind: 'voice', signal, ...(end && { range: { start, end } }) })
  }

  /** hls.js takes MPEG-TS apart by itself. */
  const alone = async (
    type: string,
    map: Pick<Dated, 'url' | 'byteRange'>,
    coming: Promise<Bytes>,
    signal: AbortSignal,
  ): Promise<Bytes> => {
    const init = initOf(map, signal)
    return only(type === 'audio' ? 'soun' : 'vide', await init, await coming, signal)
  }

  const loaders = createLoaders({
    playlist: ({ url }, signal) => source.playlist(url, signal),
    async fragment(context, signal, onPart) {
      const { url, frag } = context
      if (url === slateInitUri) return slateInit()
      if (source.ladder.voice && frag.type === 'main' && frag.sn !== 'initSegment')
        await untilGiven(frag as Dated, signal)
      const number = slateNumber(url)
      return number === null ? fromLink(context, signal, onPart) : slate(frag as Dated, number, signal)
    },
  })

  /** hls.js seeks to its live position when it thinks one is too far behind or past a stale end; here there is none. */
  class NeverSkippingHls extends HlsClass {
    override get liveSyncPosition(): number | null {
      return null
    }
  }
  const hls: Hls = new NeverSkippingHls({ ...config, ...loaders, ...voiceInParts(HlsClass) })
  goBeyondSeams(hls, () => (buffers.video ?? buffers.audio)?.buffered)
  const { Events, ErrorTypes, ErrorDetails } = HlsClass

  const voiceIndex = (): number => hls.levels.findIndex((level) => level.uri === voiceLevelUri)
  /** The last segment that is so, and when it is heard: seconds of the media, and ms. */
  const datedWhere = (test: (one: Dated) => boolean): { start: number; programme: number } | null => {
    const found = lastWhere(hls.latestLevelDetails?.fragments ?? [], test)
    return found && found.programDateTime !== null
      ? { start: found.start, programme: found.programDateTime }
      : null
  }

  /** Plays, and does not go on. */
  const isStuck = (): boolean =>
    media.played.length > 0 && !media.paused && !media.seeking && media.readyState < media.HAVE_FUTURE_DATA
  const pictureAhead = (): number => aheadIn(buffers.video?.buffered, media.currentTime)
  const switchTo = (index: number): void => {
    if (hls.loadLevel === index) return
    // Its playlist is at hand, and hls.js has to read it anew: only then does it give up what it waits for and ask by it. It would wait up to a target
    // duration before it does, and never read again what is over.
    const known = hls.levels[index]?.details
    if (known) Object.assign(known, { live: true, requestScheduled: 0 })
    hls.loadLevel = index
  }
  /** A picture is given as soon as it is here and its turn has come; the slate only when it is due. */
  const give = (): void => {
    const voice = Math.max(0, voiceIndex())
    if (!pending) {
      // Whatever keeps hls.js from asking: by the voice level it can always go on.
      if (hls.hasEnoughToStart && pictureAhead() < slateHorizon) switchTo(voice)
      return
    }
    const { frag } = pending
    const due = frag.start <= place() + (isStuck() ? stuckHorizon : slateHorizon)
    const picture =
      pictures[frag.programDateTime === null ? -1 : options.pictureFor(frag.programDateTime, due)]
    if (!picture && !due) return
    const index = picture?.index ?? voice
    if (frag.level === index) {
      const { give: onward } = pending
      pending = null
      onward()
    } else switchTo(index)
  }

  hls.on(Events.LEVEL_LOADED, (_, { details: { edge } }) => {
    // A list that lags so far behind what is shown by now would be laid beside a later one by guess; without it hls.js goes by programme time.
    for (const level of hls.levels)
      if ((level.details?.edge ?? edge) < edge - staleAfter) delete level.details
  })
  hls.on(Events.INIT_PTS_FOUND, (_, { id, frag, initPTS, timescale }) => {
    if (id === 'main') offsets.set(frag.cc, initPTS / timescale)
  })
  hls.on(Events.BUFFER_CREATED, (_, { tracks }) => {
    buffers = {
      audio: tracks.audio?.buffer as SourceBuffer | undefined,
      video: tracks.video?.buffer as SourceBuffer | undefined,
    }
  })
  hls.on(Events.BUFFER_RESET, () => {
    buffers = {}
    offsets.clear()
  })
  hls.on(Events.MANIFEST_PARSED, () => {
    pictures = hls.levels
      .map((level, index) => ({
        index,
        kbps: (level.bitrate - voiceBandwidth) / 1000,
        height: level.height,
        uri: level.uri,
      }))
      .filter(({ uri }) => uri !== voiceLevelUri)
      .sort((a, b) => a.kbps - b.kbps)
    const first = Math.max(0, voiceIndex())
    hls.startLevel = first
    hls.loadLevel = first
    hls.startLoad(startAt)
    options.onReady()
  })
  hls.on(Events.ERROR, (_, { fatal, type, details: detail }) => {
    if (!fatal) return
    // No level that this browser could play: there is nothing to recover, and no link to wait for.
    if (detail === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) options.onFailure(detail)
    else if (type === ErrorTypes.NETWORK_ERROR) hls.startLoad(place())
    else if (type === ErrorTypes.MEDIA_ERROR && mayRecover(performance.now())) hls.recoverMediaError()
    else options.onFailure(detail)
  })
  hls.attachMedia(media)
  hls.loadSource(source.address)

  return {
    pictures: () => pictures,
    load: (target) => switchTo(pictures[target]?.index ?? 0),
    openFrom: () => pending?.frag.programDateTime ?? null,
    showsPicture() {
      const level = hls.levels[hls.currentLevel]
      return level !== undefined && level.uri !== voiceLevelUri
    },
    place() {
      const { currentTime } = media
      const found = datedWhere(({ start }) => start <= currentTime)
      return found && found.programme + (currentTime - found.start) * 1000
    },
    mediaTimeOf(programme) {
      const found = datedWhere(({ programDateTime }) => (programDateTime ?? 0) <= programme)
      return found && found.start + (programme - found.programme) / 1000
    },
    ahead: () => ({
      voice: voiceAhead(),
      picture: pictureAhead(),
    }),
    tick() {
      if (source.ladder.voice) give()
      asItComes.look()
    },
    destroy() {
      pending = null
      hls.destroy()
    },
  }
}
