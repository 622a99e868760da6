import { Workbox } from 'workbox-window'
import { createStore, type ReadStore } from '../shared/store.ts'
import { workerAddress } from './worker-address.ts'

const waiting = createStore<(() => void) | null>(null)

/** Set while a new version waits for consent; calling it activates that version and reloads once. */
export const update: ReadStore<(() => void) | null> = waiting

/** How often an open page asks for a new version, ms. */
const checkEvery = 60 * 60 * 1000

/**
 * Every tab that runs the old code reloads once when a new worker takes over, never when the first one does. workbox-window's own
 * `isUpdate` stays false for as long as the tab of a first visit is open, so an update on the same evening would never reach it.
 */
const reloadOnTakeover = (container: ServiceWorkerContainer, installedBefore: boolean): void => {
  let installed = installedBefore
  let reloading = false
  container.addEventListener('controllerchange', () => {
    if (installed && !reloading) {
      reloading = true
      location.reload()
    }
    installed = true
  })
}

/** The page's own load goes first: what the worker keeps is the same files, out of the browser's cache by then. */
const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }))

/**
 * Registers the service worker; calls `onReady` once the shell is kept for offline. Without workers, or where the browser blocks
 * storage, the app just needs a network to load. Never rejects.
 */
export const startWorker = async (onReady: () => void): Promise<void> => {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  try {
    const container = navigator.serviceWorker
    const before = await container.getRegistration()
    reloadOnTakeover(container, Boolean(before?.active))
    void container.ready.then(onReady, () => undefined)
    await loaded()
    const workbox = new Workbox(workerAddress())
    workbox.addEventListener('waiting', () => waiting.set(() => () => workbox.messageSkipWaiting()))
    const registration = await workbox.register({ immediate: true })
    if (!registration) return
    const check = () => void registration.update().catch(() => undefined)
    setInterval(check, checkEvery)
    addEventListener('online', check)
  } catch {
    // No worker: `onReady` is never called, and the status line goes on saying that this is not ready offline.
  }
}
