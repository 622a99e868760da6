import { requestAt } from '../../link/request.ts'
import { lateKind } from '../../shared/late-code.ts'

const controlled = (container: ServiceWorkerContainer): Promise<void> =>
  container.controller
    ? Promise.resolve()
    : new Promise((resolve) =>
        container.addEventListener('controllerchange', () => resolve(), { once: true }),
      )

/**
 * Has the worker keep the player's code on the first visit, too: it was loaded before there was a worker, and what is kept of the broadcast is
 * of no use without it. The files are in the browser's own cache, so nothing goes over the link. Never rejects.
 */
export const keepCode = async (): Promise<void> => {
  const { serviceWorker } = navigator as Partial<Navigator>
  if (!serviceWorker || !import.meta.env.PROD) return
  await controlled(serviceWorker)
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const wanted = new Set(
    loaded.filter((url) => {
      const { origin, pathname } = new URL(url)
      return origin === location.origin && /^(broadcast|kept)$/.test(lateKind(pathname) ?? '')
    }),
  )
  for (const url of wanted)
    try {
      if (!(await caches.match(url))) await requestAt(url, { cache: 'force-cache' })
    } catch {
      // Without room for it, or without the link: the next visit asks for it again.
    }
}
