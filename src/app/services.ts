import type { Outbox } from '../give/outbox/outbox.ts'
import type { Packs } from '../packs/packs.ts'
import { ProblemError, type ProblemKey, toProblem } from '../shared/problem.ts'
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

const openOrExplain = async <T>(open: () => Promise<T>): Promise<T | null> => {
  try {
    return await open()
  } catch (error) {
    const key = error instanceof ProblemError ? error.key : toProblem(error).key
    services.set((now) => ({ ...now, problem: key }))
    return null
  }
}

/** The outbox learns gateways and keys from every edition that is verified. */
const introduce = (packs: Packs, outbox: Outbox): void => {
  let known: unknown = null
  const tell = () => {
    const giving = packs.state.get().reader?.giving ?? null
    if (!giving || giving === known) return
    known = giving
    void outbox
      .configure(giving)
      .catch((error) => services.set((now) => ({ ...now, problem: toProblem(error).key })))
  }
  packs.state.subscribe(tell)
  tell()
}

/** Opens storage, syncs the edition, registers the worker. Loaded after the first paint; safe to call once. */
export const startServices = async (): Promise<void> => {
  const [packs, outbox] = await Promise.all([
    openOrExplain(async () => (await import('../packs/packs.ts')).openPacks()),
    openOrExplain(async () => (await import('../give/outbox/outbox.ts')).openOutbox()),
  ])
  services.set((now) => ({ ...now, packs, outbox }))
  if (packs && outbox) introduce(packs, outbox)
  const { startWorker } = await import('./worker.ts')
  await startWorker(() => services.set((now) => ({ ...now, shell: true })))
}
