import { createEngine, type Engine, type EngineOptions } from './engine.ts'
import { untilHere } from './until-here.ts'

/** What plays the broadcast in this browser. */
export interface LoadedEngine {
  create(options: EngineOptions): Engine
  /** Plays what we fetch for it; else the browser fetches by itself. */
  fed: boolean
}

const hlsType = 'application/vnd.apple.mpegurl'

/** hls.js, where the browser has Media Source Extensions, or the browser itself; `null` where neither plays. */
export const loadEngine = async (
  media: HTMLMediaElement,
  signal: AbortSignal,
): Promise<LoadedEngine | null> => {
  // Managed ones are hls.js's own affair: it takes them where there are no others (iPhones from iOS 17.1 on).
  if ('MediaSource' in globalThis || 'ManagedMediaSource' in globalThis) {
    const { default: Hls } = await untilHere(() => import('hls.js'), signal)
    if (Hls.isSupported()) return { create: (options) => createEngine(Hls, options), fed: true }
  }
  if (media.canPlayType(hlsType) === '') return null
  const { createNativeEngine } = await untilHere(() => import('./hls-other.ts'), signal)
  return { create: createNativeEngine, fed: false }
}
