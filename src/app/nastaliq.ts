import fontAddress from '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2?url'
import { requestAt } from '../link/request.ts'
import { ProblemError, type ProblemKey, toProblem } from '../shared/problem.ts'
import { createStore, type ReadStore } from '../shared/store.ts'
import { applyKeptFont, hasOwnNastaliq, keepFont, removeFont } from './kept-font.ts'

/** Size of the file above, bytes; said before it is fetched (a test holds it against the file). */
export const nastaliqBytes = 159_368

export interface NastaliqState {
  /** `unasked`: nobody knows yet; `own`: the phone has one itself; `absent`; `fetching`; `kept`. */
  phase: 'unasked' | 'own' | 'absent' | 'fetching' | 'kept'
  /** What has come, bytes. */
  bytes: number
  problem: ProblemKey | null
}

export interface Nastaliq {
  readonly state: ReadStore<NastaliqState>
  /** Finds out what this phone has. */
  look(): Promise<void>
  fetch(): Promise<void>
  stop(): void
  remove(): Promise<void>
}

/** The world around it: the browser's, except in tests. */
export interface NastaliqDeps {
  request: (options: { signal: AbortSignal; onProgress: (bytes: number) => void }) => Promise<{
    status: number
    bytes: Uint8Array<ArrayBuffer>
  }>
  own: () => Promise<boolean>
  kept: () => Promise<boolean>
  keep: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  remove: () => Promise<void>
}

const browser: NastaliqDeps = {
  request: (options) =>
    requestAt(new URL(fontAddress, location.href).href, {
      ...options,
      limit: nastaliqBytes,
      cache: 'default',
    }),
  own: hasOwnNastaliq,
  kept: applyKeptFont,
  keep: keepFont,
  remove: removeFont,
}

/** A full phone says so by name (Storage Standard); everything else a font can meet is in `toProblem`. */
const problemOf = (error: unknown): ProblemKey =>
  error instanceof DOMException && error.name === 'QuotaExceededError' ? 'storage-full' : toProblem(error).key

/** The Nastaliq that a person may fetch for Urdu, from this app's own origin, and remove. */
export const createNastaliq = (deps: NastaliqDeps = browser): Nastaliq => {
  const state = createStore<NastaliqState>({ phase: 'unasked', bytes: 0, problem: null })
  let fetching = new AbortController()
  const become = (phase: NastaliqState['phase'], problem: ProblemKey | null = null): void =>
    state.set({ phase, bytes: 0, problem })
  return {
    state,
    async look() {
      if (state.get().phase !== 'unasked') return
      // Asked first: a font that is kept and in use has the same name as the phone's own would.
      const kept = await deps.kept().catch(() => false)
      become(kept ? 'kept' : (await deps.own()) ? 'own' : 'absent')
    },
    async fetch() {
      if (state.get().phase === 'fetching') return
      fetching = new AbortController()
      const { signal } = fetching
      become('fetching')
      try {
        const onProgress = (bytes: number) => state.set((now) => ({ ...now, bytes }))
        const { status, bytes } = await deps.request({ signal, onProgress })
        // A portal's page or a mirror's mistake has another size; bytes that are no font are refused by the browser.
        if (status !== 200 || bytes.length !== nastaliqBytes) throw new ProblemError('not-found')
        await deps.keep(bytes)
        become('kept')
      } catch (error) {
        become('absent', signal.aborted ? null : problemOf(error))
      }
    },
    stop: () => fetching.abort(),
    async remove() {
      try {
        await deps.remove()
        become('absent')
      } catch (error) {
        become('kept', problemOf(error))
      }
    },
  }
}

export const nastaliq: Nastaliq = createNastaliq()
