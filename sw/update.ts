declare const self: ServiceWorkerGlobalScope

/** A new worker waits until the page says that the person agreed; the very first one takes its page at once. */
export const updateOnConsent = (): void => {
  self.addEventListener('message', (event) => {
    if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
  })
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
}
