import type { Bytes } from '../shared/bytes.ts'
import { isStale } from '../shared/edition-rule.ts'
import type { Offline } from '../shared/offline.ts'
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

import {
  asking,
  declining,
  everything,
  isComplete,
  isMedia,
  isWanted,
  type Wishes,
  wantedOf,
  wishesOf,
} from './wishes.ts'

export type { PacksState } from './packs-state.ts'

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
  let stopped = deps.pause?.load() ?? false
  /** Paths somebody waits for. */
  let waited: ReadonlySet<string> = new Set()
  let failures = 0
  /** The code that is kept opens locked items, too. */
  let lockedKept = false
  let turn = 0
  let archived: { reader: StoredReader; signer: string } | null = null
  let askedToPersist = false
  const wishes = () => state.get().wishes
  const complete = (reader: EditionReader | null) => isComplete(reader, wishes())
  const wished = deps.wishes.load()
  const sparing = wished === null && deps.savesData()
  state.set((now) => ({
    ...now,
    sparing,
    paused: stopped,
    wishes: wished ?? (sparing ? wishesOf('text') : everything),
  }))

  const shelfOpened = openShelf(deps.openStore, deps.trust, deps.sight?.())

  /** Puts on screen what follows from the shelf, the last sync and the clock. */
  const publish = ({ opened, problem, store, signer }: Shelf, change: Partial<PacksState> = {}): void => {
    const current = opened?.reader ?? null
    const reader = archived?.reader ?? current
    const unsigned: Trouble | null = opened?.givingUnsigned ? { key: 'giving-signature' } : null
    state.set((now) => ({
      ...now,
      phase: running ? 'syncing' : reader ? 'ready' : 'empty',
      reader,
      complete: store.durable && complete(current),
      problem: syncProblem ?? problem ?? unsigned,
      now: deps.now(),
      stale: reader !== null && isStale(reader.manifest, deps.now()),
      showing: archived?.reader.manifest.edition ?? null,
      signer: archived?.signer ?? signer,
      durable: store.durable,
      importedAt: opened?.stored.importedAt ?? null,
      ...change,
    }))
  }

  /**
   * Asks the browser for its figures, and once a visit for its promise to keep what is here, when all of it is or a person has brought it.
   * Firefox puts that question to the person, who may never answer: nothing waits for it.
   */
  const measureStorage = async (shelf: Shelf, asking = state.get().complete): Promise<void> => {
    if (!deps.storage) return
    try {
      const granted = (persisted: boolean) => publish(shelf, { persisted })
      const persisted = await deps.storage.persisted()
      if (persisted || !asking || askedToPersist) granted(persisted)
      else void deps.storage.persist().then(granted, () => undefined)
      askedToPersist ||= asking
      const { usage = 0, quota = 0 } = await deps.storage.estimate()
      publish(shelf, { storage: quota > 0 ? { usage, quota } : null })
    } catch {
      publish(shelf, { storage: null }) // Some browsers refuse to say; nothing depends on it.
    }
  }

  const onProgress = () => {
    let told = { items: -1, at: 0 }
    return (progress: Progress): void => {
      const now = deps.now()
      // A clock that is set back in the middle must not silence it for hours.
      if (progress.items === told.items && Math.abs(now - told.at) < progressEveryMs) return
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
      // While a person has paused, only what they ask for one by one.
      wants: (file) => isWanted(wishes())(file) && (!stopped || !isMedia(file) || waited.has(file.path)),
      first: ({ path }) => waited.has(path),
      onStored: shelf.stored,
      ...(deps.appKept && shelf.store.durable && { beforeMedia: deps.appKept }),
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

  const showArchived = async ({ store, sight }: Shelf, edition: number | null): Promise<void> => {
    const stored = (await store.editions()).find((one) => one.edition === edition)
    const held = await store.hashes()
    const keys = await store.lockKeys()
    const opened = stored && (await openEdition(stored, store, held, deps.trust, { sight, keys }))
    archived = opened
      ? { reader: { ...opened.reader, giving: null }, signer: await keyId(opened.signer) }
      : null
  }

  /** Once all of the edition is here, the code to use it without a link is due. Of an edition that was here before, at once. */
  const keepCode = (shelf: Shelf): void => {
    const reader = shelf.opened?.reader ?? null
    if (!reader || !complete(reader)) return
    const locked = (reader.manifest.locks?.length ?? 0) > 0
    const { codeKept } = state.get()
    if (codeKept && (lockedKept || !locked)) return
    // What has been locked since cannot be opened here yet: so it is not ready any more.
    if (codeKept) state.set((now) => ({ ...now, codeKept: false }))
    void deps.prefetch(locked)?.then((codeKept) => {
      lockedKept ||= codeKept && locked
      state.set((now) => ({ ...now, codeKept }))
    })
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
    keepCode(shelf)
    const settled = complete(shelf.opened?.reader ?? null) || stopped
    failures = settled ? 0 : failures + 1
    if (!settled) wake.sooner(backoff(failures - 1, deps.random, retryWait))
  }

  const setPaused = (paused: boolean): void => {
    stopped = paused
    deps.pause?.save(paused)
    state.set((now) => ({ ...now, paused }))
  }
  const setWishes = (next: Wishes): void => {
    deps.wishes.save(next)
    state.set((now) => ({ ...now, sparing: false, wishes: next }))
  }
  /** Ends a sync that goes by wishes from before. */
  const halt = async (): Promise<void> => {
    abort.abort()
    await running
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
    keepCode(shelf)
    // Syncing from the first moment on: nobody should be told "nothing here" while we are about to look.
    if (!stopped) void start()
    publish(shelf)
  }
  const opened = open()

  if (deps.channel)
    deps.channel.onmessage = async ({ data }) => {
      // Whatever goes on here would bring back what is erased there.
      if (data === 'erase') return location.replace('about:blank')
      const shelf = await shelfOpened
      await shelf.refresh()
      publish(shelf)
    }

  const packs: Packs = {
    state,
    shelf: shelfOpened,
    trust: deps.trust,
    async wish(next) {
      setWishes(next)
      const shelf = await shelfOpened
      publish(shelf)
      await halt()
      if (!stopped && !complete(shelf.opened?.reader ?? null)) await start()
    },
    arriving: (path) => state.get().progress?.arriving[path] ?? 0,
    wants(path) {
      const { reader, wishes } = state.get()
      const file = reader?.manifest.files.find((one) => one.path === path)
      return file !== undefined && isWanted(wishes)(file)
    },
    async get(paths) {
      setWishes(asking(wishes(), paths))
      waited = new Set([...waited, ...paths])
      const mine = waited
      publish(await shelfOpened)
      await halt()
      await start()
      // Somebody may have asked for more meanwhile: then that sync fetches these too.
      if (waited === mine) waited = new Set()
    },
    async leave(paths) {
      waited = new Set([...waited].filter((path) => !paths.includes(path)))
      await packs.wish(declining(wishes(), paths))
    },
    async remove(paths) {
      const { asked = [], declined } = wishes()
      const shelf = await shelfOpened
      const files = shelf.opened?.reader.manifest.files.filter(({ path }) => paths.includes(path)) ?? []
      // Read before they go: a blob of the store stays readable for as long as somebody holds it.
      const held = await Promise.all(
        files.map(async ({ sha256 }) => ({ sha256, blob: await shelf.store.file(sha256) })),
      )
      setWishes(declining(wishes(), paths))
      await packs.removeUnwanted()
      return async () => {
        const now = asking(wishes(), paths)
        setWishes({
          ...now,
          declined: [...now.declined, ...declined.filter((path) => paths.includes(path))],
          asked: now.asked?.filter((path) => !paths.includes(path) || asked.includes(path)) ?? [],
        })
        for (const { sha256, blob } of held) if (blob) await shelf.store.put(sha256, blob)
        await shelf.refresh()
        publish(shelf)
        deps.channel?.postMessage('changed')
      }
    },
    async persist() {
      const shelf = await shelfOpened
      askedToPersist = true
      const persisted = (await deps.storage?.persist().catch(() => false)) ?? false
      publish(shelf, { persisted })
      return persisted
    },
    async removeUnwanted() {
      const shelf = await shelfOpened
      await halt() // It would put them back.
      const reader = shelf.opened?.reader
      const files = reader?.manifest.files ?? []
      const kept = new Set(reader ? wantedOf(reader, wishes()).map(({ sha256 }) => sha256) : [])
      const gone = files.filter(({ sha256 }) => !kept.has(sha256))
      for (const { sha256 } of gone) {
        await shelf.store.drop(sha256)
        await shelf.store.pieces?.drop(sha256)
      }
      await shelf.refresh()
      publish(shelf)
      deps.channel?.postMessage('changed')
      if (!stopped && !complete(shelf.opened?.reader ?? null)) void start()
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
      if (archived) await showArchived(shelf, archived.reader.manifest.edition)
      publish(shelf)
      deps.channel?.postMessage('changed')
    },
    async sync() {
      setPaused(false)
      await opened
      await start()
    },
    pause() {
      setPaused(true)
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
  return packs
}
