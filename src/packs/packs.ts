import type { Bytes } from '../shared/bytes.ts'
import { isStale } from '../shared/edition-rule.ts'
import type { EditionReader } from '../shared/reader.ts'
import { backoff } from '../shared/retry.ts'
import { keyId } from '../shared/signature.ts'
import { createStore, type ReadStore } from '../shared/store.ts'
import { openEdition, type StoredReader } from './edition-reader.ts'
import type { EditionSource } from './edition-source.ts'
import type { ImportOutcome } from './import-edition.ts'
import { withLock } from './import-lock.ts'
import type { Progress } from './import-progress.ts'
import type { Trust } from './open-manifest.ts'
import { browserDeps, type PacksDeps } from './packs-deps.ts'
import { opening, type PacksState } from './packs-state.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { importInto, mirrorsOfTurn, syncMirrors } from './sync-mirrors.ts'
import { problemOfSync, type Trouble, troubleOf } from './sync-report.ts'

import { everything, isComplete, isWanted, type Wishes, wishesOf } from './wishes.ts'

export type { PacksState } from './packs-state.ts'

export interface Packs {
  readonly state: ReadStore<PacksState>
  /** Looks for a newer edition and for missing files now. Never rejects: what went wrong is in the state. */
  sync(): Promise<void>
  /** Stops a sync; what was verified is kept. No automatic one starts again in this visit. */
  cancel(): void
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

/** Screens are told of arriving bytes at most this often, ms; of whole files always. */
const progressEveryMs = 250

/** Retries while something is missing: soon at first, then as seldom as the ordinary rhythm. */
const retryWait = { base: 5_000, cap: 10 * 60_000 }

/**
 * Opens the editions on this phone and keeps them up to date: on start, when the phone comes online, and every ten minutes or so while the
 * page is visible. Answers at once, in phase `opening`.
 */
export const openPacks = async (deps: PacksDeps = browserDeps()): Promise<Packs> => {
  const state = createStore<PacksState>(opening)
  let syncProblem: Trouble | null = null
  let running: Promise<void> | null = null
  let abort = new AbortController()
  let stopped = false
  let failures = 0
  let turn = 0
  let archived: StoredReader | null = null
  const wishes = () => state.get().wishes
  const complete = (reader: EditionReader | null) => isComplete(reader, wishes())
  const wished = deps.wishes.load()
  const sparing = wished === null && deps.savesData()
  state.set((now) => ({ ...now, sparing, wishes: wished ?? (sparing ? wishesOf('text') : everything) }))

  const shelfOpened = openShelf(deps.openStore, deps.trust)

  /** Puts on screen what follows from the shelf, the last sync and the clock. */
  const publish = ({ opened, problem, store }: Shelf, change: Partial<PacksState> = {}): void => {
    const current = opened?.reader ?? null
    const reader = archived ?? current
    const unsigned: Trouble | null = opened?.givingUnsigned ? { key: 'giving-signature' } : null
    state.set((now) => ({
      ...now,
      phase: running ? 'syncing' : reader ? 'ready' : 'empty',
      reader,
      complete: store.durable && complete(current),
      problem: syncProblem ?? problem ?? unsigned,
      stale: reader !== null && isStale(reader.manifest, deps.now()),
      showing: archived?.manifest.edition ?? null,
      durable: store.durable,
      importedAt: opened?.stored.importedAt ?? null,
      ...change,
    }))
  }

  /** Asks the browser for its figures, and for its promise to keep what is here once all of it is, or a person has brought it. */
  const measureStorage = async (shelf: Shelf, asking = state.get().complete): Promise<void> => {
    if (!deps.storage) return
    try {
      const persisted = (await deps.storage.persisted()) || (asking && (await deps.storage.persist()))
      const { usage = 0, quota = 0 } = await deps.storage.estimate()
      publish(shelf, { persisted, storage: quota > 0 ? { usage, quota } : null })
    } catch {
      publish(shelf, { storage: null }) // Some browsers refuse to say; nothing depends on it.
    }
  }

  const onProgress = () => {
    let told = { items: -1, at: 0 }
    return (progress: Progress): void => {
      const now = deps.now()
      if (progress.items === told.items && now - told.at < progressEveryMs) return
      told = { items: progress.items, at: now }
      state.set((current) => ({
        ...current,
        progress: progress.items < progress.itemsTotal ? progress : null,
        complete: current.durable && !archived && complete(current.reader),
      }))
    }
  }

  const syncLocked = async (shelf: Shelf, signal: AbortSignal): Promise<void> => {
    await shelf.refresh() // Another tab may have been at it while we waited.
    publish(shelf)
    const known = [...deps.mirrors, ...(shelf.opened?.reader.content.mirrors ?? [])]
    const sources = mirrorsOfTurn(known, turn++).map(deps.sourceOf)
    const reports = await syncMirrors(sources, shelf, deps.trust, {
      signal,
      now: deps.now(),
      onProgress: onProgress(),
      wants: isWanted(wishes()),
      onStored: shelf.stored,
      onSwitched: async () => {
        await shelf.refresh()
        publish(shelf)
        deps.channel?.postMessage('changed')
      },
    })
    await shelf.refresh()
    syncProblem = problemOfSync(reports, complete(shelf.opened?.reader ?? null))
    // A full phone stays full: fetching again every few minutes what cannot be kept would only cost the person bytes.
    if (reports.some(({ problem }) => problem?.key === 'storage-full')) stopped = true
    const good = reports.some(({ problem }) => problem === null)
    publish(shelf, { reports, ...(good ? { checkedAt: deps.now() } : {}) })
    deps.channel?.postMessage('changed')
  }

  const showArchived = async ({ store }: Shelf, edition: number | null): Promise<void> => {
    const stored = (await store.editions()).find((one) => one.edition === edition)
    const opened =
      stored && (await openEdition(stored, store, await store.hashes(), deps.trust, await store.lockKeys()))
    archived = opened ? { ...opened.reader, giving: null } : null
  }

  const work = async (): Promise<void> => {
    const shelf = await shelfOpened
    const { signal } = abort
    publish(shelf)
    try {
      await withLock(deps.locks, signal, () => syncLocked(shelf, signal))
    } catch (error) {
      await shelf.refresh()
      syncProblem = signal.aborted ? null : troubleOf(error)
    } finally {
      running = null
      publish(shelf, { progress: null })
    }
    await measureStorage(shelf)
    if (complete(shelf.opened?.reader ?? null)) deps.prefetch()
    const settled = complete(shelf.opened?.reader ?? null) || stopped
    failures = settled ? 0 : failures + 1
    if (!settled) wake.sooner(backoff(failures - 1, deps.random, retryWait))
  }

  const start = (): Promise<void> => {
    if (!running) {
      abort = new AbortController()
      running = work()
    }
    return running
  }
  const wake = deps.wake(() => {
    if (!stopped) void start()
  })

  const open = async (): Promise<void> => {
    const shelf = await shelfOpened
    const signer = await keyId(deps.trust.contentKey)
    // Syncing from the first moment on: nobody should be told "nothing here" while we are about to look.
    if (!stopped) void start()
    publish(shelf, { signer })
  }
  const opened = open()

  if (deps.channel)
    deps.channel.onmessage = async () => {
      const shelf = await shelfOpened
      await shelf.refresh()
      publish(shelf)
    }

  return {
    state,
    shelf: shelfOpened,
    trust: deps.trust,
    async wish(next) {
      deps.wishes.save(next)
      state.set((now) => ({ ...now, sparing: false, wishes: next }))
      const shelf = await shelfOpened
      publish(shelf)
      // One under way goes by the wishes from before.
      const pausing = stopped
      abort.abort()
      await running
      if (!pausing && !complete(shelf.opened?.reader ?? null)) await start()
    },
    async removeUnwanted() {
      const shelf = await shelfOpened
      const files = shelf.opened?.reader.manifest.files ?? []
      const kept = new Set(files.filter(isWanted(wishes())).map(({ sha256 }) => sha256))
      const gone = files.filter(({ sha256 }) => !kept.has(sha256))
      for (const { sha256 } of gone) {
        await shelf.store.drop(sha256)
        await shelf.store.pieces?.drop(sha256)
      }
      await shelf.refresh()
      publish(shelf)
      deps.channel?.postMessage('changed')
      await measureStorage(shelf)
    },
    async importFrom(source, { signal, onProgress: tell }) {
      const shelf = await shelfOpened
      abort.abort()
      await running
      try {
        return await withLock(deps.locks, signal, async () => {
          await shelf.refresh()
          return importInto(shelf, source, deps.trust, {
            signal,
            now: deps.now(),
            onProgress: tell,
            onStored: shelf.stored,
          })
        })
      } finally {
        archived = null
        await shelf.refresh()
        publish(shelf)
        deps.channel?.postMessage('changed')
        await measureStorage(shelf, true)
        if (!stopped) void start()
      }
    },
    async openArchive(edition) {
      const shelf = await shelfOpened
      await showArchived(shelf, edition)
      publish(shelf)
    },
    async unlock(key) {
      const shelf = await shelfOpened
      await (await import('./open-locks.ts')).keepKey(key, shelf)
      await shelf.refresh()
      if (archived) await showArchived(shelf, archived.manifest.edition)
      publish(shelf)
      deps.channel?.postMessage('changed')
    },
    async sync() {
      stopped = false
      await opened
      await start()
    },
    cancel() {
      stopped = true
      abort.abort()
    },
    close() {
      stopped = true
      abort.abort()
      wake.stop()
      deps.channel?.close()
      void shelfOpened.then(({ store }) => store.close())
    },
  }
}
