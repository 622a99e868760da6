import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

type Entry = string | { url: string; revision: string | null }

/** Paths that are never pages of the app: the gateway, editions, the broadcast and the way to erase it all always go to the network. */
export const notPages = [/^\/v1\//, /^\/erase(\?|$)/, /^\/edition\//, /^\/broadcast\//, /\/[^/?]+\.[^/]+$/]

/** Keeps the shell and every room's code, and answers each navigation with it, online or not. */
export const keepShell = (entries: Entry[]): void => {
  precacheAndRoute(entries)
  cleanupOutdatedCaches()
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: notPages }))
}
