import type { Outbox } from '../give/outbox/outbox.ts'
import type { Packs } from '../packs/packs.ts'
import type { ProblemKey } from '../shared/problem.ts'
import type { WatchStatus } from '../shared/status.ts'
import { createStore, type Store } from '../shared/store.ts'

/** What the app opens once and hands to the places. `null` while it opens. */
export interface Services {
  packs: Packs | null
  outbox: Outbox | null
  /** Whether the shell itself is kept by the service worker. */
  shell: boolean
  problem: ProblemKey | null
}

export const services: Store<Services> = createStore<Services>({
  packs: null,
  outbox: null,
  shell: false,
  problem: null,
})

/** What the broadcast is doing; Watch writes it, the status line reads it. */
export const watchStatus: Store<WatchStatus | null> = createStore<WatchStatus | null>(null)
