import type { Urgency } from './due.ts'
import { syncTag } from './wake.ts'

/** Chrome's Background Sync (WICG); not in TypeScript's DOM types, and not in every browser. */
interface SyncRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** Asks the browser to wake the worker once the link is back, even with the app closed; where it can't, the other triggers do. */
export const askForSync = async (): Promise<void> => {
  if (!navigator.serviceWorker) return
  const registration = (await navigator.serviceWorker.getRegistration()) as SyncRegistration | undefined
  // Refused by a permission or a private window: then the open page does it.
  await registration?.sync?.register(syncTag).catch(() => undefined)
}

/** Calls `wake` whenever the page or the link comes back; returns the way to stop. Page only. */
export const listenForWakeUps = (wake: (urgency: Urgency) => void): (() => void) => {
  const back = () => wake('reconnect')
  const seen = () => {
    if (document.visibilityState === 'visible') back()
  }
  addEventListener('online', back)
  addEventListener('pageshow', back)
  document.addEventListener('visibilitychange', seen)
  return () => {
    removeEventListener('online', back)
    removeEventListener('pageshow', back)
    document.removeEventListener('visibilitychange', seen)
  }
}
