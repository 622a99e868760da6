/**
 * Erases everything this app keeps in the browser: editions, donations, the app itself. Goes on past whatever fails.
 * @returns whether all of it went
 */
export const eraseEverything = async (): Promise<boolean> => {
  let whole = true
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
    for (const { name } of await indexedDB.databases()) if (name) await attempt(() => deleted(name))
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
