import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

/** hls.js is as big as the rest of the app together, so it is not precached but kept from the first visit to Watch on. */
export const isPlayerCode = (url: URL): boolean => /^\/assets\/hls-[\w-]+\.js$/.test(url.pathname)

export const keepPlayer = (): void => {
  const strategy = new CacheFirst({ cacheName: 'sada-player' })
  registerRoute(({ url, sameOrigin }) => sameOrigin && isPlayerCode(url), strategy)
}
