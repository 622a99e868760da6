import type { StoredReader } from './edition-reader.ts'
import type { Progress } from './import-progress.ts'
import type { MirrorReport, Trouble } from './sync-report.ts'
import { everything, type Wishes } from './wishes.ts'

/** What screens know of the editions. */
export interface PacksState {
  /** `opening` the store; `empty`: nothing to read and nothing under way; `syncing`; `ready`: something to read. */
  phase: 'opening' | 'empty' | 'syncing' | 'ready'
  reader: StoredReader | null
  /** How much of the edition that is being fetched is here; `null` while nothing is. */
  progress: Progress | null
  /** Every file that is wished for is on this phone and will be after this visit; never true of memory. */
  complete: boolean
  /** The worker keeps all code that is of use without a link (`keep-code.ts`). */
  codeKept: boolean
  problem: Trouble | null
  /** Past the edition's `freshUntil`. */
  stale: boolean
  /** The phone's clock when this was put together, ms since the epoch. */
  now: number
  /** The browser has promised not to throw the storage away by itself. */
  persisted: boolean
  /** Whether what is here outlives this visit. */
  durable: boolean
  /** Key id of the content key the open edition is signed with. */
  signer: string | null
  /** ms since the epoch. */
  importedAt: number | null
  /** When a mirror last gave all it should, ms since the epoch, in this visit. */
  checkedAt: number | null
  /** Mirrors asked in the last sync, in order. */
  reports: readonly MirrorReport[]
  /** What this phone shall hold. */
  wishes: Wishes
  /** Nobody has chosen yet, and the browser was asked to spare data: words only until then. */
  sparing: boolean
  /** A person has put fetching off until they say so; it holds over a reload, not for ever (`pause.ts`). */
  paused: boolean
  /** Number of the older edition `reader` shows instead of the current one; `null` as a rule. */
  showing: number | null
  /** The browser's own figures for everything of this app, bytes. */
  storage: { usage: number; quota: number } | null
}

export const opening: PacksState = {
  phase: 'opening',
  reader: null,
  progress: null,
  complete: false,
  codeKept: false,
  problem: null,
  stale: false,
  now: 0,
  persisted: false,
  durable: true,
  signer: null,
  importedAt: null,
  checkedAt: null,
  reports: [],
  storage: null,
  wishes: everything,
  sparing: false,
  paused: false,
  showing: null,
}
