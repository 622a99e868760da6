import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

/**
 * hls.js is as big as the rest of the app together, so it and our engine around it are not precached but kept from the first visit to Watch on. So is the exchange of
 * packs with what large files need, which the page asks for as soon as an edition is whole: the link is the edition's until then.
 */
export const isPlayerCode = (url: URL): boolean =>
  /^\/assets\/(hls|engine|sha2|byte-source|fetch-large|Exchange|PaymentCode|LockedItem|open-locks|seal|lock-words)-[\w-]+\.(js|css)$/.test(
    url.pathname,
  )

const cacheName = 'sada-player'

/** The name of a built file without its hash of eight characters. */
const stemOf = (address: string): string => new URL(address).pathname.replace(/-[\w-]{8}(\.\w+)$/, '$1')

/** Whether a kept file is another version's of the one that was just kept: every tab runs the new version by then. */
export const isSuperseded = (kept: string, by: string): boolean => kept !== by && stemOf(kept) === stemOf(by)

export const keepPlayer = (): void => {
  const cacheDidUpdate = async ({ request }: { request: Request }): Promise<void> => {
    const cache = await caches.open(cacheName)
    for (const { url } of await cache.keys()) if (isSuperseded(url, request.url)) await cache.delete(url)
  }
  const strategy = new CacheFirst({ cacheName, plugins: [{ cacheDidUpdate }] })
  registerRoute(({ url, sameOrigin }) => sameOrigin && isPlayerCode(url), strategy)
}
