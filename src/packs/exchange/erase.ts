import { erased } from '../../shared/erased.ts'
import { erasingMessage } from '../../shared/late-code.ts'
import { packsChannel } from '../packs-channel.ts'

/** The databases of this app, for browsers that cannot list them. */
const ours = ['sada-editions', 'sada-outbox', 'sada-kept', 'sada-saved']

/** Long enough for other tabs to leave, ms. */
const leaveMs = 500

/** Other tabs would write again what is erased here, so they go to an empty page (`packs.ts`); this one's packs are closed by now. */
const clearOtherTabs = async (): Promise<void> => {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel(packsChannel)
  channel.postMessage('erase')
  await new Promise((resolve) => setTimeout(resolve, leaveMs))
  channel.close()
}

/** How long the host is waited for, ms: it is the last step, and on a dead link nothing comes of it. */
const askMs = 5000

/**
 * Asks the host to have the browser erase what no page can reach: what it cached of our requests, and storage that something holds open
 * (`gateway/erase.ts`). Without a link, or at a host that has no such answer, nothing is lost by it.
 * @returns whether the browser was told to
 */
const askHost = async (): Promise<boolean> => {
  try {
    const signal = AbortSignal.timeout(askMs)
    const { headers } = await fetch('/erase', { method: 'POST', cache: 'no-store', signal })
    return headers.has('clear-site-data')
  } catch {
    return false
  }
}

/** Whether a browser that was told to erase everything has done so; not all know how. */
const isEmpty = async (): Promise<boolean> => {
  try {
    const { databases } = indexedDB as Partial<IDBFactory>
    const left = databases ? await databases.call(indexedDB) : ours
    return left.length + (await caches.keys()).length + localStorage.length === 0
  } catch {
    return false
  }
}

/**
 * Erases everything this app keeps in the browser: editions, donations, the app itself. Goes on past whatever fails.
 * @param onStep how many of its parts are done, of how many. There is no stopping half-way: half an app would be left.
 * @returns whether all of it went
 */
export const eraseEverything = async (
  onStep: (done: number, of: number) => void = () => {},
): Promise<boolean> => {
  let whole = true
  erased.set(() => true)
  navigator.serviceWorker?.controller?.postMessage(erasingMessage)
  await clearOtherTabs()
  const attempt = async (work: () => Promise<unknown> | unknown): Promise<void> => {
    try {
      await work()
    } catch {
      whole = false // Said on screen; the rest is erased all the same.
    }
  }
  const deleted = (name: string) =>
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.onsuccess = () => resolve()
      request.onerror = () => reject(request.error)
      // Open connections close themselves when asked; one that does not keeps its data.
      request.onblocked = () => setTimeout(() => reject(new Error('blocked')), 3000)
    })
  const { databases } = indexedDB as Partial<IDBFactory>
  const names = await (databases?.call(indexedDB) ?? Promise.reject()).then(
    (found) => found.map(({ name = '' }) => name),
    () => ours,
  )
  let kept: string[] = []
  await attempt(async () => {
    kept = await caches.keys()
  })
  const parts = [
    ...names.map((name) => () => deleted(name)),
    ...kept.map((name) => () => caches.delete(name)),
    () => localStorage.clear(),
    () => sessionStorage.clear(),
    async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations())
        await registration.unregister()
    },
  ]
  for (const [done, part] of parts.entries()) {
    onStep(done, parts.length)
    await attempt(part)
  }
  const told = await askHost()
  // The worker goes with the last page, and keeps code that a page asks it for until then; a slow phone's other tabs leave late, and write on their way
  // out where one was.
  await attempt(async () => {
    localStorage.clear()
    for (const name of await caches.keys()) await caches.delete(name)
  })
  return told && !whole ? isEmpty() : whole
}
