import type { Bytes } from '../../shared/bytes.ts'
import type { ReadStore } from '../../shared/store.ts'

/** What the packs may know of the donations on this phone: how much room they take, and how to let go of them before everything is erased. */
export interface DonationsHere {
  readonly state: ReadStore<{ readonly entries: readonly { readonly bytes: Bytes }[] }>
  close(): void
}

/** Bytes of the app itself as the browser keeps it: what is precached and what came later. 0 where it keeps nothing. */
export const appBytes = async (): Promise<number> => {
  let total = 0
  try {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        total += (await (await cache.match(request))?.blob())?.size ?? 0
    }
  } catch {
    // Storage is blocked: then nothing is kept.
  }
  return total
}
