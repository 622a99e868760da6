import { Workbox } from 'workbox-window'
import { createStore, type ReadStore } from '../shared/store.ts'

const waiting = createStore<(() => void) | null>(null)

/** Set while a new version waits for consent; calling it activates that version and reloads once. */
export const update: ReadStore<(() => void) | null> = waiting

/** How often an open page asks for a new version, ms. */
const checkEvery = 60 * 60 * 1000

/** Registers the service worker; calls `onReady` once the shell is kept for offline. Without workers the app just needs a network to load. */
export const startWorker = async (onReady: () => void): Promise<void> => {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const workbox = new Workbox('/sw.js')
  let reloading = false
  workbox.addEventListener('waiting', () => waiting.set(() => () => workbox.messageSkipWaiting()))
  // Every tab that runs the old code reloads once when the new worker takes over, never on the first install.
  workbox.addEventListener('controlling', (event) => {
    if (!event.isUpdate || reloading) return
    reloading = true
    location.reload()
  })
  void navigator.serviceWorker.ready.then(onReady)
  const registration = await workbox.register().catch(() => undefined)
  if (!registration) return
  const check = () => void registration.update().catch(() => undefined)
  setInterval(check, checkEvery)
  addEventListener('online', check)
}
