import { savesData } from '../link/saves-data.ts'
import { organisation } from '../shared/organisation.ts'
import type { Sight } from '../shared/picture.ts'
import type { EditionSource } from './edition-source.ts'
import type { EditionStore } from './edition-store.ts'
import { appKept, keepLateCode } from './keep-code.ts'
import { mirrorSource } from './mirror-source.ts'
import type { Trust } from './open-manifest.ts'
import { packsChannel } from './packs-channel.ts'
import { type PauseStore, sessionPause } from './pause.ts'
import { browserSight } from './sight.ts'
import { type WakeUpDeps, wakeUps } from './wake-ups.ts'
import { localWishes, type WishStore } from './wishes.ts'

/** The world around the packs: real in the app, partly real in tests. */
export interface PacksDeps {
  trust: Trust
  /** Mirrors known before any edition. */
  mirrors: readonly string[]
  openStore: () => Promise<EditionStore>
  sourceOf: (mirror: string) => EditionSource
  /** `null` where the browser has no Web Locks (insecure origins). */
  locks: LockManager | null
  /** Tells other tabs; `null` where there is no BroadcastChannel. */
  channel: BroadcastChannel | null
  storage: Pick<StorageManager, 'estimate' | 'persist' | 'persisted'> | null
  wake: (wake: () => void) => ReturnType<typeof wakeUps>
  wishes: WishStore
  /** Where a pause is kept; without it, it lasts as long as the page. */
  pause?: PauseStore
  /** Resolves once the app itself is kept, or cannot be. Must not reject. */
  appKept?: () => Promise<void>
  /** Has the code kept that is of use without a link; whether all of it is. Must not reject; nothing where there is none to keep. */
  prefetch: (locked: boolean) => Promise<boolean> | undefined
  /** Whether the browser was asked to spare data. */
  savesData: () => boolean
  /** What this phone can show of pictures; everything where it is not said. */
  sight?: () => Promise<Sight>
  now: () => number
  random: () => number
}

export const browserDeps = (): PacksDeps => {
  const world: WakeUpDeps = { network: window, page: document, random: Math.random }
  // All three are missing on insecure origins or in old browsers, whatever the types say.
  const { locks, storage } = navigator as Partial<Navigator>
  return {
    trust: organisation,
    mirrors: organisation.mirrors,
    openStore: async () => (await import('./indexeddb-store.ts')).openIndexedDbStore(),
    sourceOf: mirrorSource,
    locks: locks ?? null,
    channel: typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(packsChannel),
    storage: storage?.estimate ? storage : null,
    wake: (wake) => wakeUps(wake, world),
    wishes: localWishes,
    pause: sessionPause,
    appKept,
    prefetch: keepLateCode,
    savesData,
    sight: browserSight,
    now: Date.now,
    random: Math.random,
  }
}
