import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'

/**
 * hls.js is as big as the rest of the app together, so it is not precached but kept from the first visit to Watch on. So is the exchange of
 * packs with what large files need, which the page asks for as soon as an edition is whole: the link is the edition's until then.
 */
export const isPlayerCode = (url: URL): boolean =>
  /^\/assets\/(hls|sha2|byte-source|fetch-large|Exchange)-[\w-]+\.(js|css)$/.test(url.pathname)

export const keepPlayer = (): void => {
  const strategy = new CacheFirst({ cacheName: 'sada-player' })
  registerRoute(({ url, sameOrigin }) => sameOrigin && isPlayerCode(url), strategy)
}
