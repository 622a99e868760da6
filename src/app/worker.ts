import { Workbox } from 'workbox-window'
import { untilClaimedWire, untilFreeWire } from '../link/right-of-way.ts'
import { type KeepShell, keepShellMessage } from '../shared/keep-shell.ts'
import { createStore, type ReadStore } from '../shared/store.ts'
import { pathNow } from './location.tsx'
import { placeOf } from './places-list.ts'
import { healing } from './update/gone.ts'
import { lookForUpdates } from './update/look-for-updates.ts'
import { whenFree } from './update/when-free.ts'
import { workerAddress } from './worker-address.ts'

const waiting = createStore<(() => void) | null>(null)

/** Set while a new version waits for consent; calling it activates that version, once nothing is broken off by it, and reloads once. */
export const update: ReadStore<(() => void) | null> = waiting

/**
 * Every tab that runs the old code reloads once when a new worker takes over, never when the first one does, and never into a broadcast.
 * workbox-window's own `isUpdate` stays false for as long as the tab of a first visit is open, so an update on the same evening would never
 * reach it.
 * @param asked whether the update was asked for in this tab
 */
const reloadOnTakeover = (
  container: ServiceWorkerContainer,
  installedBefore: boolean,
  asked: () => boolean,
): void => {
  let installed = installedBefore
  let reloading = false
  container.addEventListener('controllerchange', () => {
    // No worker at all: everything was erased (`gateway/erase.ts`), and a page that loads would bring it back.
    if (!container.controller) return
    if (installed && !reloading) {
      reloading = true
      waiting.set(null)
      whenFree(() => location.reload(), asked())
    }
    installed = true
  })
}

/** The page's own load goes first: what the worker keeps is the same files, out of the browser's cache by then. */
const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }))

/** How long a first visit's voice may keep the worker waiting, and how long its code may take to come, ms. */
const patience = { voice: 60_000, code: 20_000 }

/** What the worker keeps of a first visit would hold up the voice that it came for. It does not wait for ever: the evening may be cut off. */
const voiceFirst = async (): Promise<void> => {
  if (placeOf(pathNow()) === 'watch') await untilClaimedWire(AbortSignal.timeout(patience.code))
  await untilFreeWire(undefined, patience.voice)
}

/** Whether the worker has all of the shell, after it has fetched again what was lost of it. Pending where a worker does not know the question. */
const isShellWhole = (worker: ServiceWorker | null): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data === true)
    const message: KeepShell = { type: keepShellMessage }
    worker?.postMessage(message, [port2])
  })

/**
 * Registers the service worker; calls `onReady` once the shell is kept for offline. Without workers, or where the browser blocks
 * storage, the app just needs a network to load. Never rejects.
 */
export const startWorker = async (onReady: () => void): Promise<void> => {
  healing.load = () => whenFree(() => location.reload(), false)
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  try {
    const container = navigator.serviceWorker
    const before = await container.getRegistration()
    let had = Boolean(before)
    let asked = false
    let gone = false
    reloadOnTakeover(container, Boolean(before?.active), () => asked)
    const whole = container.ready.then(({ active }) => isShellWhole(active))
    void whole.then((kept) => kept && onReady()).catch(() => undefined)
    await loaded()
    if (!before) await voiceFirst()
    const workbox = new Workbox(workerAddress())
    const take = () => workbox.messageSkipWaiting()
    workbox.addEventListener('waiting', () => {
      waiting.set(() => () => {
        asked = true
        whenFree(take, true)
      })
      if (gone) whenFree(take, false)
    })
    // A worker that could not be had at the start is asked for again as well. One that was there and is gone was erased, and stays so.
    const look = async () => {
      const registration = await container.getRegistration()
      if (registration) await registration.update()
      else if (!had) had = Boolean(await container.register(workerAddress()))
    }
    healing.byWorker = () => {
      gone = true
      if (waiting.get()) whenFree(take, false)
      else void look().catch(() => undefined)
    }
    lookForUpdates(() => void look().catch(() => undefined))
    had = Boolean(await workbox.register({ immediate: true })) || had
  } catch {
    // No worker: `onReady` is never called, and the status line goes on saying that this is not ready offline.
  }
}
