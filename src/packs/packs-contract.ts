import type { Bytes } from '../shared/bytes.ts'
import type { Offline } from '../shared/offline.ts'
import type { ReadStore } from '../shared/store.ts'
import type { EditionSource } from './edition-source.ts'
import type { ImportOutcome } from './import-edition.ts'
import type { Progress } from './import-progress.ts'
import type { Trust } from './open-manifest.ts'
import type { PacksState } from './packs-state.ts'
import type { Shelf } from './shelf.ts'
import type { Wishes } from './wishes.ts'

/** The editions on this phone, as the app and its screens use them. */
export interface Packs extends Offline {
  readonly state: ReadStore<PacksState>
  /** Looks for a newer edition and for missing files now. Never rejects: what went wrong is in the state. */
  sync(): Promise<void>
  /** Stops a sync; what was verified is kept, and pieces of large files. None starts by itself until `sync`. */
  pause(): void
  /** Asks the browser to promise that it keeps what is here. @returns whether it does */
  persist(): Promise<boolean>
  /** What this phone shall hold from now on; kept over visits. Fetches what is missing by it, removes nothing. */
  wish(wishes: Wishes): Promise<void>
  /** Takes files that are no longer wished for off this phone. @throws ProblemError `storage-blocked` */
  removeUnwanted(): Promise<void>
  /** An edition from a pack, by the one way in; a sync under way waits. @throws what `importEdition` throws */
  importFrom(
    source: EditionSource,
    options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ): Promise<ImportOutcome>
  /** Shows an older edition instead of the current one, to be read and never to give by; `null` goes back. @throws ProblemError */
  openArchive(edition: number | null): Promise<void>
  /**
   * Opens what a key opens, on this phone from now on and in every tab; in memory, for this visit, where nothing can be kept.
   * @throws ProblemError `storage-blocked`, `storage-full` where it cannot be had even so, `offline` where the code for it is not here
   */
  unlock(key: Bytes): Promise<void>
  /** The store and the keys, for making packs and looking into them. */
  readonly shelf: Promise<Shelf>
  readonly trust: Trust
  /** Lets go of the store and of everything that would start a sync. */
  close(): void
}
