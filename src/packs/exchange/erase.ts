import { packsChannel } from '../packs-channel.ts'

/** The databases of this app, for browsers that cannot list them. */
const ours = ['sada-editions', 'sada-outbox']

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

/**
 * Erases everything this app keeps in the browser: editions, donations, the app itself. Goes on past whatever fails.
 * @returns whether all of it went
 */
export const eraseEverything = async (): Promise<boolean> => {
  let whole = true
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
  await attempt(async () => {
    const { databases } = indexedDB as Partial<IDBFactory>
    const names = databases ? (await databases.call(indexedDB)).map(({ name }) => name) : ours
    for (const name of names) if (name) await attempt(() => deleted(name))
  })
  await attempt(async () => {
    for (const name of await caches.keys()) await caches.delete(name)
  })
  await attempt(() => localStorage.clear())
  await attempt(() => sessionStorage.clear())
  await attempt(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations())
      await registration.unregister()
  })
  return whole
}
