import { registerRoute } from 'workbox-routing'
import { CacheFirst } from 'workbox-strategies'
import { erasingMessage, type KeepLate, keepLateMessage, lateKind } from '../src/shared/late-code.ts'
import { isSound, soundOnly } from './sound.ts'

declare const self: EventTarget

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}

/** Named after what it held first; renaming it would cost every phone its player once more. */
const cacheName = 'sada-player'

/** No page is among late code. */
const none: ReadonlySet<string> = new Set()

/** A built file's path without its hash of eight characters: the same in every version. */
const stemOf = (path: string): string => path.replace(/-[\w-]{8}(\.\w+)$/, '$1')

const keptPaths = async (cache: Cache): Promise<string[]> =>
  (await cache.keys()).map(({ url }) => new URL(url).pathname)

/** Fetches and keeps those of `files` that are not here yet. Rejects where one does not come; what has come stays. */
export const keepFiles = async (files: readonly string[]): Promise<void> => {
  const cache = await caches.open(cacheName)
  for (const path of files) {
    const kept = await cache.match(path)
    if (kept && (await isSound(path, kept, none))) continue
    const response = await fetch(path)
    if (!(await isSound(path, response, none))) throw new TypeError(`another answer for ${path}`)
    await cache.put(path, response)
  }
}

/**
 * Files of this version that stand for one an older version has kept: an update must not take away what works without a link. What works
 * offline is one whole, though its files are cut otherwise in another version (the form was in the precache once).
 */
export const replacements = (files: readonly string[], kept: readonly string[]): string[] => {
  const stems = new Set(kept.map(stemOf))
  const whole = kept.some((path) => lateKind(path) === 'offline')
  return files.filter((path) => stems.has(stemOf(path)) || (whole && lateKind(path) === 'offline'))
}

/**
 * Keeps late code, `files` being this version's: the player's as it is asked for, what works offline when the page says that the edition
 * is whole (the link is the edition's until then); the page is told when all of it is here.
 */
export const keepLate = (files: readonly string[]): void => {
  /** This worker lives on until its last page is closed. */
  let erasing = false
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && lateKind(url.pathname) !== null,
    new CacheFirst({
      cacheName,
      plugins: [soundOnly(none), { cacheWillUpdate: async ({ response }) => (erasing ? null : response) }],
    }),
  )
  self.addEventListener('message', (event) => {
    const { data, ports } = event as MessageEvent<Partial<KeepLate> | string | null | undefined>
    erasing ||= data === erasingMessage
    if (typeof data !== 'object' || data?.type !== keepLateMessage || erasing) return
    const due = files.map((path) => [path, lateKind(path)] as const)
    const kept = keepFiles(
      due
        .filter(
          ([, kind]) =>
            kind === 'offline' || (kind === 'locked' && data.locked) || (kind === 'scan' && data.scan),
        )
        .map(([path]) => path),
    )
    const answer = (done: boolean) => ports[0]?.postMessage(done)
    ;(event as unknown as Extendable).waitUntil(
      kept.then(
        () => answer(true),
        () => answer(false),
      ),
    )
  })
  // A new version is ready only with the new form of all that the old one had kept; every tab runs it once it is active.
  self.addEventListener('install', (event) => {
    const keep = async () => {
      const due = replacements(files, await keptPaths(await caches.open(cacheName)))
      const ofWatch = new Set<string | null>(['broadcast', 'kept', 'watchMore'])
      await keepFiles(due.filter((path) => !ofWatch.has(lateKind(path))))
      // The player can wait for a better link; it is of no use without one.
      await keepFiles(due).catch(() => undefined)
    }
    ;(event as Extendable).waitUntil(keep())
  })
  self.addEventListener('activate', (event) => {
    const tidy = async () => {
      const cache = await caches.open(cacheName)
      for (const path of await keptPaths(cache)) if (!files.includes(path)) await cache.delete(path)
    }
    ;(event as Extendable).waitUntil(tidy())
  })
}
