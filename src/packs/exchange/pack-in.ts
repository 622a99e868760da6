import { withInHand } from '../../shared/in-hand.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import type { Progress } from '../import-progress.ts'
import { lookIntoPack, type PackFound } from '../look-into-pack.ts'
import type { Packs } from '../packs.ts'
import { type Trouble, troubleOf } from '../sync-report.ts'
import { tellProgress } from '../tell-progress.ts'

/** Where the taking in of a pack stands. */
export type PackIn =
  | { at: 'idle' }
  | { at: 'looking'; name: string }
  | { at: 'found'; name: string; found: PackFound }
  | { at: 'taking'; name: string; found: PackFound; progress: Progress | null }
  | { at: 'taken'; name: string; found: PackFound }
  | { at: 'refused'; name: string; problem: Trouble }

export interface PackInbox {
  readonly state: ReadStore<PackIn>
  /** Looks into a file; nothing is taken. Never rejects. */
  look(file: File): Promise<void>
  /** Takes what was found. Never rejects. */
  take(): Promise<void>
  /** Stops whatever is under way and puts the file away; verified files stay. */
  cancel(): void
}

type Way = Pick<Packs, 'shelf' | 'trust' | 'importFrom'>

const inboxes = new WeakMap<Way, PackInbox>()

/** The one inbox of these packs: what is being taken goes on while the person looks at another place. */
export const inboxOf = (packs: Way): PackInbox => {
  const inbox = inboxes.get(packs) ?? packInbox(packs)
  inboxes.set(packs, inbox)
  return inbox
}

/** The way of a pack onto this phone, as state for a screen. */
export const packInbox = (packs: Way): PackInbox => {
  const state = createStore<PackIn>({ at: 'idle' })
  let stop = new AbortController()

  const look = async (file: File): Promise<void> => {
    // One that is being taken is not to be lost because another was dropped; it can be cancelled.
    if (state.get().at === 'taking') return
    stop.abort()
    stop = new AbortController()
    const { signal } = stop
    const { name } = file
    state.set({ at: 'looking', name })
    try {
      const shelf = await packs.shelf
      const found = await lookIntoPack(file, shelf.store, packs.trust, shelf.sight)
      if (!signal.aborted) state.set({ at: 'found', name, found })
    } catch (error) {
      if (!signal.aborted) state.set({ at: 'refused', name, problem: troubleOf(error) })
    }
  }

  const take = async (): Promise<void> => {
    const now = state.get()
    if (now.at !== 'found') return
    const { name, found } = now
    const { signal } = stop
    state.set({ at: 'taking', name, found, progress: null })
    const { tell, end } = tellProgress((progress) => {
      if (!signal.aborted) state.set({ at: 'taking', name, found, progress })
    })
    try {
      await withInHand(() => packs.importFrom(found.source, { signal, onProgress: tell })).finally(end)
      if (!signal.aborted) state.set({ at: 'taken', name, found })
    } catch (error) {
      if (!signal.aborted) state.set({ at: 'refused', name, problem: troubleOf(error) })
    }
  }

  return {
    state,
    look,
    take,
    cancel() {
      stop.abort()
      state.set({ at: 'idle' })
    },
  }
}
