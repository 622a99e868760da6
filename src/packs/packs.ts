import { untilFreeWire } from '../link/right-of-way.ts'
import { isStale } from '../shared/edition-rule.ts'
import type { EditionReader } from '../shared/reader.ts'
import { backoff } from '../shared/retry.ts'
import { keyId } from '../shared/signature.ts'
import { createStore } from '../shared/store.ts'
import { codeKeeper } from './code-keeper.ts'
import { openEdition, type StoredReader } from './edition-reader.ts'
import { withLock } from './import-lock.ts'
import type { Progress } from './import-progress.ts'
import { offlineFiles } from './offline-files.ts'
import type { Packs } from './packs-contract.ts'
import { browserDeps, type PacksDeps } from './packs-deps.ts'
import { opening, type PacksState } from './packs-state.ts'
import { openShelf, type Shelf } from './shelf.ts'
import { storagePromise } from './storage-promise.ts'
import { importInto, mirrorsOfTurn, syncMirrors } from './sync-mirrors.ts'
import { problemOfSync, type Trouble, troubleOf } from './sync-report.ts'
import { tellProgress } from './tell-progress.ts'

import { everything, isComplete, isMedia, isWanted, type Wishes, wantedOf, wishesOf } from './wishes.ts'

export type { Packs } from './packs-contract.ts'
export type { PacksState } from './packs-state.ts'

/** Retries while something is missing: soon at first, then as seldom as the ordinary rhythm. */
const retryWait = { base: 5_000, cap: 10 * 60_000 }

/** How long a voice that needs the link may keep a look for news waiting, ms; files wait for as long as it does. */
const patience = 60_000

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
  let failures = 0
  let turn = 0
  let archived: { reader: StoredReader; signer: string } | null = null
  const wishes = () => state.get().wishes
  const complete = (reader: EditionReader | null) => isComplete(reader, wishes())
  const keepCode = codeKeeper(state, deps.prefetch)
  const keepCodeOf = ({ opened }: Shelf): void => {
    if (opened && complete(opened.reader)) keepCode(opened.reader)
  }
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

  const storage = storagePromise(deps.storage, (shelf, change) => publish(shelf, change))

  const showProgress = (progress: Progress): void =>
    state.set((current) => ({
      ...current,
      progress: progress.items < progress.itemsTotal ? progress : null,
      complete: current.durable && !archived && complete(current.reader),
    }))

  const syncLocked = async (shelf: Shelf, signal: AbortSignal): Promise<void> => {
    await shelf.refresh() // Another tab may have been at it while we waited.
    publish(shelf)
    const known = [...deps.mirrors, ...(shelf.opened?.reader.content.mirrors ?? [])]
    const sources = mirrorsOfTurn(known, turn++).map(deps.sourceOf)
    const { tell, end } = tellProgress(showProgress)
    const reports = await syncMirrors(sources, shelf, deps.trust, {
      signal,
      now: deps.now(),
      onProgress: tell,
      // While a person has paused, only what they ask for one by one.
      wants: (file) => isWanted(wishes())(file) && (!stopped || !isMedia(file) || offline.awaits(file.path)),
      first: ({ path }) => offline.awaits(path),
      onStored: shelf.stored,
      ...(deps.appKept && shelf.store.durable && { beforeMedia: deps.appKept }),
      onSwitched: async () => {
        await shelf.refresh()
        publish(shelf)
        deps.channel?.postMessage('changed')
      },
    }).finally(end)
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

  const work = async (): Promise<void> => {
    const shelf = await shelfOpened
    const { signal } = abort
    publish(shelf)
    await untilFreeWire(signal, patience)
    try {
      await withLock(deps.locks, signal, () => syncLocked(shelf, signal))
    } catch (error) {
      await shelf.refresh()
      syncProblem = signal.aborted ? null : troubleOf(error)
    } finally {
      running = null
      publish(shelf, { progress: null })
    }
    await storage.measure(shelf, state.get().complete)
    keepCodeOf(shelf)
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
    keepCodeOf(shelf)
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

  const changed = async (shelf: Shelf): Promise<void> => {
    await shelf.refresh()
    publish(shelf)
    deps.channel?.postMessage('changed')
  }
  const wish = async (next: Wishes): Promise<void> => {
    setWishes(next)
    const shelf = await shelfOpened
    publish(shelf)
    await halt()
    if (!stopped && !complete(shelf.opened?.reader ?? null)) await start()
  }
  const removeUnwanted = async (): Promise<void> => {
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
    await changed(shelf)
    if (!stopped && !complete(shelf.opened?.reader ?? null)) void start()
    await storage.measure(shelf, state.get().complete)
  }
  const offline = offlineFiles({
    state,
    shelf: shelfOpened,
    setWishes,
    wish,
    removeUnwanted,
    changed,
    async syncAnew() {
      publish(await shelfOpened)
      await halt()
      await start()
    },
  })

  return {
    state,
    shelf: shelfOpened,
    trust: deps.trust,
    wish,
    ...offline,
    persist: async () => storage.persist(await shelfOpened),
    removeUnwanted,
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
        await changed(shelf)
        await storage.measure(shelf, true)
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
}
