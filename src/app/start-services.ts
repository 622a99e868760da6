import { loadForm } from '../give/load-form.ts'
import type { Outbox } from '../give/outbox/outbox.ts'
import type { Packs } from '../packs/packs.ts'
import { toProblem } from '../shared/problem.ts'
import { pauseBefore } from './load-again.ts'
import { services } from './services.ts'
import { healMissing } from './update/gone.ts'

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
      await pauseBefore(failures)
    }
  }
}

/** The outbox learns gateways and keys from every edition that is verified. */
const introduce = (packs: Packs, outbox: Outbox): void => {
  let known: unknown = null
  const tell = () => {
    const { reader } = packs.state.get()
    // What finds, plays and pages comes right after the words: before sound and film, which are no use without it.
    if (reader) void loadDesk().catch(() => undefined)
    const giving = reader?.giving ?? null
    if (!giving || giving === known) return
    known = giving
    // Whoever has the accounts must be able to give and to pay: form, code to scan and couriers come along, and the worker keeps them (sw/late.ts).
    void loadForm().catch(() => undefined)
    void import('../give/courier/Courier.tsx').catch(() => undefined)
    void outbox
      .configure(giving)
      .catch((error) => services.set((now) => ({ ...now, problem: toProblem(error).key })))
  }
  packs.state.subscribe(tell)
  tell()
}

/**
 * Whoever has something locked must be able to open it without a link. The worker keeps the code for that (`late-code.ts`); where there is none
 * (Firefox's private windows) this page at least has it.
 */
const foresee = (packs: Packs | null): void => {
  if (!packs || 'serviceWorker' in navigator) return
  const stop = packs.state.subscribe(() => look())
  const look = () => {
    if (!packs.state.get().reader?.content?.items.some(({ lock }) => lock)) return
    stop()
    void import('../library/locked/LockedItem.tsx').then(({ foresee }) => foresee()).catch(() => undefined)
  }
  look()
}

/** By way of the library, so that what both share stays in one file. */
const loadDesk = async () => (await import('../library/LibraryScreen.tsx')).loadDesk()
/**
 * Resolves once there is something to read, or nothing on its way: the worker keeps 80 kB of code, and on a thin link the words of the first
 * edition would take twice as long beside it.
 */
const wordsHere = (packs: Packs): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      const { reader, phase } = packs.state.get()
      if (!reader && phase !== 'empty') return
      stop()
      resolve()
    }
    const stop = packs.state.subscribe(look)
    look()
  })

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
  healMissing()
  const packsOpened = openOrExplain(open.packs).then((packs) => {
    services.set((now) => ({ ...now, packs }))
    foresee(packs)
    return packs
  })
  const outboxOpened = openOrExplain(open.outbox).then((outbox) => {
    services.set((now) => ({ ...now, outbox }))
    return outbox
  })
  const [packs, outbox] = await Promise.all([packsOpened, outboxOpened])
  if (packs && outbox) introduce(packs, outbox)
  if (packs) await wordsHere(packs)
  await openOrExplain(() => open.worker(() => services.set((now) => ({ ...now, shell: true }))))
}
