import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { type KeepShell, keepShellMessage } from '../src/shared/keep-shell.ts'
import { soundOnly } from './sound.ts'

type Entry = { url: string; revision: string | null }

declare const self: EventTarget

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}

/** Paths that are never pages of the app: the gateway, editions, the broadcast and the way to erase it all always go to the network. */
export const notPages = [/^\/v1\//, /^\/erase(\?|$)/, /^\/edition\//, /^\/broadcast\//, /\/[^/?]+\.[^/]+$/]

/**
 * Keeps the shell and every room's code, and answers each navigation with it, online or not.
 * @param code paths of all code of this version, late code too
 */
export const keepShell = (entries: Entry[], code: ReadonlySet<string>): void => {
  const controller = new PrecacheController({ plugins: [soundOnly(code)] })
  controller.precache(entries)
  registerRoute(new PrecacheRoute(controller))
  cleanupOutdatedCaches()
  registerRoute(
    new NavigationRoute(controller.createHandlerBoundToURL('/index.html'), { denylist: notPages }),
  )
  self.addEventListener('message', (event) => {
    const { data, ports } = event as MessageEvent<Partial<KeepShell> | null | undefined>
    if (data?.type !== keepShellMessage) return
    // Fetches what is not kept, as an installation does; that is what workbox goes by.
    const again = { type: 'install', waitUntil: (work: Promise<unknown>) => (event as Extendable).waitUntil(work.catch(() => undefined)) } // biome-ignore format: one line
    const answer = (whole: boolean) => ports[0]?.postMessage(whole)
    controller.install(again as unknown as Parameters<typeof controller.install>[0]).then(
      () => answer(true),
      () => answer(false),
    )
  })
}
