/** Code that is not precached and that a phone without a link needs for packs and for paying (`sw/player.ts` keeps it). */
const lateCode =
  /\/assets\/(Exchange|PaymentCode|LockedItem|open-locks|seal|lock-words|sha2|byte-source|fetch-large)-[\w-]+\.(js|css)$/

/** Waits until the worker answers this page's requests; for ever where there is none. */
const controlled = async (container: ServiceWorkerContainer): Promise<void> => {
  await container.ready
  if (container.controller) return
  await new Promise((resolve) => container.addEventListener('controllerchange', resolve, { once: true }))
}

/**
 * Loads the code that opens and makes packs, and has the worker keep it. On a first visit the code may come before there is a worker: then
 * it is asked for once more, out of the browser's own cache. Never rejects: a failure shows where the code is needed, and the next sync
 * asks again.
 */
export const keepExchange = async (): Promise<void> => {
  try {
    await Promise.all([
      import('./exchange/Exchange.tsx'),
      import('./fetch-large.ts'),
      import('@noble/hashes/sha2.js'),
    ])
    const { serviceWorker } = navigator as Partial<Navigator>
    if (!serviceWorker) return
    await controlled(serviceWorker)
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    for (const address of new Set(loaded)) if (lateCode.test(new URL(address).pathname)) await fetch(address)
  } catch {
    // As said above.
  }
}
