import type { Outbox } from '../give/outbox/outbox.ts'
import type { Packs } from '../packs/packs.ts'
import { type ProblemKey, toProblem } from '../shared/problem.ts'
import { backoff } from '../shared/retry.ts'
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

/** How soon code that did not arrive is asked for again, ms. */
const retryWait = { base: 2_000, cap: 60_000 }

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Opens one service. A first visit may lose its link before all code has come: that is tried again; other problems are shown and stay. */
const openOrExplain = async <T>(open: () => Promise<T>): Promise<T | null> => {
  for (let failures = 0; ; failures++) {
    try {
      const opened = await open()
      if (failures > 0)
        services.set((now) => ({ ...now, problem: now.problem === 'offline' ? null : now.problem }))
      return opened
    } catch (error) {
      const { key } = toProblem(error)
      services.set((now) => ({ ...now, problem: key }))
      if (key !== 'offline') return null
      await sleep(backoff(failures, Math.random, retryWait))
    }
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

/** What opens the services; tests hand in others. */
export interface Openers {
  packs(): Promise<Packs>
  outbox(): Promise<Outbox>
  worker(onReady: () => void): Promise<void>
}

const browserOpeners: Openers = {
  packs: async () => (await import('../packs/packs.ts')).openPacks(),
  outbox: async () => (await import('../give/outbox/outbox.ts')).openOutbox(),
  worker: async (onReady) => (await import('./worker.ts')).startWorker(onReady),
}

/**
 * Opens storage, syncs the edition, registers the worker; each is handed to the places as soon as it is open, and one that fails
 * leaves the others alone. Loaded after the first paint; call it once. Never rejects.
 */
export const startServices = async (open: Openers = browserOpeners): Promise<void> => {
  const packsOpened = openOrExplain(open.packs).then((packs) => {
    services.set((now) => ({ ...now, packs }))
    return packs
  })
  const outboxOpened = openOrExplain(open.outbox).then((outbox) => {
    services.set((now) => ({ ...now, outbox }))
    return outbox
  })
  const [packs, outbox] = await Promise.all([packsOpened, outboxOpened])
  if (packs && outbox) introduce(packs, outbox)
  await openOrExplain(() => open.worker(() => services.set((now) => ({ ...now, shell: true }))))
}
