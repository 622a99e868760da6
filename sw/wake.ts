import { drainInWorker, syncTag } from '../src/give/outbox/wake.ts'

declare const self: EventTarget

/** Background Sync (WICG), which TypeScript's worker types do not have. */
interface SyncEvent extends Event {
  readonly tag: string
  waitUntil(work: Promise<unknown>): void
}

/**
 * Sends what waits in the outbox when the browser says that the link is back, even with the app closed. Where donations still
 * wait afterwards the event fails, which asks the browser to wake us again; nothing depends on it, the page has its own triggers.
 */
export const wakeOutbox = (): void => {
  self.addEventListener('sync', (event) => {
    const sync = event as SyncEvent
    if (sync.tag !== syncTag) return
    sync.waitUntil(
      drainInWorker().then((waiting) => {
        if (waiting) throw new Error('donations still wait')
      }),
    )
  })
}
