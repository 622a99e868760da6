import type { PacksDeps } from './packs-deps.ts'
import type { PacksState } from './packs-state.ts'
import type { Shelf } from './shelf.ts'

/**
 * The browser's figures for what is kept here, and its promise to keep it, which is asked for by itself once a visit. Firefox puts that question
 * to the person, who may never answer: nothing waits for it.
 */
export const storagePromise = (
  storage: PacksDeps['storage'],
  publish: (shelf: Shelf, change: Partial<PacksState>) => void,
) => {
  let asked = false
  return {
    /** Takes the figures. `asking`: all of the edition is here, or a person has brought it. Never rejects. */
    async measure(shelf: Shelf, asking: boolean): Promise<void> {
      if (!storage) return
      try {
        const granted = (persisted: boolean) => publish(shelf, { persisted })
        const persisted = await storage.persisted()
        if (persisted || !asking || asked) granted(persisted)
        else void storage.persist().then(granted, () => undefined)
        asked ||= asking
        const { usage = 0, quota = 0 } = await storage.estimate()
        publish(shelf, { storage: quota > 0 ? { usage, quota } : null })
      } catch {
        publish(shelf, { storage: null }) // Some browsers refuse to say; nothing depends on it.
      }
    },
    /** Asks because a person wants it. @returns whether the browser promises */
    async persist(shelf: Shelf): Promise<boolean> {
      asked = true
      const persisted = (await storage?.persist().catch(() => false)) ?? false
      publish(shelf, { persisted })
      return persisted
    },
  }
}
