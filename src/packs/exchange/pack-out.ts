import type { SignedManifest } from '../../shared/pack/edition-pack.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import type { StoredReader } from '../edition-reader.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import { type MadePack, makePack, type PackPlan } from './make-pack.ts'

/** Where the making of a pack stands. `bytes` of its files checked so far. */
export type PackOut =
  | { at: 'choosing' }
  | { at: 'making'; bytes: number }
  | { at: 'made'; pack: MadePack }
  | { at: 'failed'; problem: Trouble }

export interface PackMaker {
  readonly state: ReadStore<PackOut>
  /** Makes what is planned. Never rejects. @returns the pack, or `null` where it was stopped or failed */
  make(reader: StoredReader, signed: SignedManifest, plan: PackPlan): Promise<MadePack | null>
  /** Stops, or puts the made pack away. */
  reset(): void
}

/** The making of a pack as state for a screen. */
export const packMaker = (): PackMaker => {
  const state = createStore<PackOut>({ at: 'choosing' })
  let stop = new AbortController()
  return {
    state,
    async make(reader, signed, plan) {
      stop.abort()
      stop = new AbortController()
      const { signal } = stop
      state.set({ at: 'making', bytes: 0 })
      const onProgress = (bytes: number) => {
        if (!signal.aborted) state.set({ at: 'making', bytes })
      }
      try {
        const pack = await makePack(reader, signed, plan, { signal, onProgress })
        if (signal.aborted) return null
        state.set({ at: 'made', pack })
        return pack
      } catch (error) {
        if (!signal.aborted) state.set({ at: 'failed', problem: troubleOf(error) })
        return null
      }
    },
    reset() {
      stop.abort()
      state.set({ at: 'choosing' })
    },
  }
}
