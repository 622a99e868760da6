/** What is used of the worker's scope, so that pages' and tests' types, which have no such scope, can read this file too. */
declare const self: EventTarget & {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}

/** A new worker waits until the page says that the person agreed; the very first one takes its page at once. */
export const updateOnConsent = (): void => {
  self.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<{ type?: unknown } | null | undefined>
    if (data?.type === 'SKIP_WAITING') void self.skipWaiting()
  })
  self.addEventListener('activate', (event) => (event as Extendable).waitUntil(self.clients.claim()))
}
