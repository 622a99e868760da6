import type {
  FragmentLoaderContext,
  Loader,
  LoaderCallbacks,
  LoaderConfiguration,
  LoaderContext,
  LoaderStats,
  PlaylistLoaderContext,
} from 'hls.js'
import { ProblemError } from '../../shared/problem.ts'

const newStats = (): LoaderStats => ({
  aborted: false,
  loaded: 0,
  retry: 0,
  total: 0,
  chunkCount: 0,
  bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 },
  parsing: { start: 0, end: 0 },
  buffering: { start: 0, first: 0, end: 0 },
})

/** Where loaders get their answers: everything that hls.js asks for goes through here, never to the network by itself. */
export interface Answers {
  playlist(context: PlaylistLoaderContext, signal: AbortSignal): Promise<string>
  /** @param onPart where parts of it may be given before the rest, which is the answer */
  fragment(
    context: FragmentLoaderContext,
    signal: AbortSignal,
    onPart?: (part: Uint8Array<ArrayBuffer>) => void,
  ): Promise<Uint8Array<ArrayBuffer>>
}

/** hls.js's loader contract over a promise: one answer or one error, nothing after an abort. */
const loaderOf = <C extends LoaderContext>(
  ask: (
    context: C,
    signal: AbortSignal,
    onPart?: (part: Uint8Array<ArrayBuffer>) => void,
  ) => Promise<string | Uint8Array<ArrayBuffer>>,
): (new () => Loader<C>) =>
  class {
    context: C | null = null
    stats = newStats()
    #stop = new AbortController()
    #callbacks: LoaderCallbacks<C> | null = null

    load(context: C, _config: LoaderConfiguration, callbacks: LoaderCallbacks<C>): void {
      this.context = context
      this.#callbacks = callbacks
      const { stats } = this
      const { signal } = this.#stop
      stats.loading.start = performance.now()
      const { onProgress } = callbacks
      const give = (part: Uint8Array<ArrayBuffer>): void => {
        if (signal.aborted || part.length === 0) return
        stats.loading.first ||= performance.now()
        stats.loaded += part.length
        onProgress?.(stats, context, part.slice().buffer, null)
      }
      ask(context, signal, onProgress && give).then(
        (answer) => {
          if (signal.aborted) return
          // hls.js transfers and changes what it is given; the kept bytes must stay ours.
          let data = typeof answer === 'string' ? answer : answer.slice().buffer
          if (onProgress && typeof answer !== 'string') {
            // What comes in parts comes wholly in parts; hls.js counts them itself.
            give(answer)
            data = new ArrayBuffer(0)
          } else {
            stats.loaded = answer.length
            stats.chunkCount = 1
          }
          stats.loading.end = performance.now()
          stats.loading.first ||= stats.loading.end
          stats.total = stats.loaded
          callbacks.onSuccess({ url: context.url, data, code: 200 }, stats, context, null)
        },
        (error: unknown) => {
          if (signal.aborted) return
          const code = error instanceof ProblemError && error.key === 'not-found' ? 404 : 0
          callbacks.onError({ code, text: String(error) }, context, null, stats)
        },
      )
    }

    abort(): void {
      if (this.#stop.signal.aborted) return
      this.#stop.abort()
      this.stats.aborted = true
      if (this.context) this.#callbacks?.onAbort?.(this.stats, this.context, null)
    }

    destroy(): void {
      this.#callbacks = null
      this.#stop.abort()
      this.context = null
    }

    getCacheAge(): number | null {
      return null
    }

    getResponseHeader(): string | null {
      return null
    }
  }

/** Loader classes as hls.js's configuration wants them. */
export const createLoaders = ({ playlist, fragment }: Answers) => ({
  pLoader: loaderOf(playlist),
  fLoader: loaderOf(fragment),
})
