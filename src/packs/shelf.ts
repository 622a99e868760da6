import { currentKey, type Keyring, keyringOf } from '../shared/keyring.ts'
import { everySight, type Sight } from '../shared/picture.ts'
import { keyId } from '../shared/signature.ts'
import { type OpenedEdition, openable, openEdition } from './edition-reader.ts'
import type { EditionStore } from './edition-store.ts'
import { keyringFrom } from './keyring.ts'
import { memoryStore } from './memory-store.ts'
import type { Trust } from './open-manifest.ts'
import { overlayStore } from './overlay-store.ts'
import { type Trouble, troubleOf } from './sync-report.ts'

/** The store, whichever it had to be, and the edition that is open from it. */
export interface Shelf {
  readonly store: EditionStore
  readonly opened: OpenedEdition | null
  /** The organisation's keys as far as this phone knows them. */
  readonly ring: Keyring
  /** Key id of the content key that signed the open edition; of the one in force where none is open. */
  readonly signer: string
  /** What this phone can show of pictures. */
  readonly sight: Sight
  /** Why the store is not what it should be, or why the stored edition does not open. */
  readonly problem: Trouble | null
  /** A file has been stored. */
  stored(sha256: string): void
  /** Looks at the store again: another edition may be current, files may have come or gone. */
  refresh(): Promise<void>
  /**
   * Takes in what the store could not: memory over it, for this visit.
   * @returns `false` where there is no use in it: it is memory already
   */
  overlay(problem: Trouble): boolean
}

/** Opens the store, or memory where it does not let us in, and the edition it holds. Never throws. */
export const openShelf = async (
  openStore: () => Promise<EditionStore>,
  trust: Trust,
  seeing: Promise<Sight> = Promise.resolve(everySight),
): Promise<Shelf> => {
  const held = new Set<string>()
  let storeProblem: Trouble | null = null
  let openProblem: Trouble | null = null
  let opened: OpenedEdition | null = null
  let ring = keyringOf(trust)
  let signer = await keyId(trust.contentKey)
  let openedFrom: EditionStore | null = null
  let store: EditionStore
  try {
    store = await openStore()
  } catch (error) {
    storeProblem = troubleOf(error)
    store = memoryStore()
  }
  const sight = await seeing

  const look = async (): Promise<void> => {
    const now = await store.hashes()
    for (const sha256 of held) if (!now.has(sha256)) held.delete(sha256)
    for (const sha256 of now) held.add(sha256)
    ring = await keyringFrom(store, trust)
    if (!opened) signer = await keyId(currentKey(ring.content))
    const stored = await store.current()
    const keys = await store.lockKeys()
    if (!stored) return
    const same = opened?.stored.sha256 === stored.sha256 && store === openedFrom
    if (opened && same && opened.locksBy === openable(opened.reader, keys, opened.released)) return
    opened = await openEdition(stored, store, held, trust, { sight, keys })
    openedFrom = store
    signer = await keyId(opened.signer)
    for (const [hash, key] of opened.released)
      if (!keys.has(hash)) await store.keepLockKey(hash, key).catch(() => {}) // It is in this edition all the same.
  }
  const refresh = async (): Promise<void> => {
    try {
      await look()
      openProblem = null
    } catch (error) {
      openProblem = troubleOf(error)
    }
  }
  const overlay = (problem: Trouble): boolean => {
    if (!store.durable || (problem.key !== 'storage-full' && problem.key !== 'storage-blocked')) return false
    storeProblem = problem
    store = overlayStore(store, memoryStore())
    return true
  }
  await refresh()
  return {
    sight,
    get store() {
      return store
    },
    get opened() {
      return opened
    },
    get ring() {
      return ring
    },
    get signer() {
      return signer
    },
    get problem() {
      return storeProblem ?? openProblem
    },
    stored: (sha256) => void held.add(sha256),
    refresh,
    overlay,
  }
}
