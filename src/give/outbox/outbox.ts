import type { DonorDetails } from '../../shared/donation.ts'
import type { Giving } from '../../shared/giving.ts'
import { ProblemError, type ProblemKey, toProblem } from '../../shared/problem.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import { openChannel } from './channel.ts'
import { openDatabase } from './database.ts'
import type { Draft } from './draft.ts'
import { drain } from './drain.ts'
import { nextWake, type Urgency } from './due.ts'
import { type Entry, waitingCount } from './entry.ts'
import { openDraft, sealDraft } from './keep-draft.ts'
import { type Gift, newEntry } from './new-entry.ts'
import { type SenderLock, senderLock } from './sender-lock.ts'
import { createTotals, type TotalsState } from './totals.ts'
import type { OutboxEvent } from './transition.ts'
import { askForSync, listenForWakeUps } from './triggers.ts'

export type { Draft } from './draft.ts'
export type { Entry, EntryState } from './entry.ts'
export { isPaid, isWaiting, waitingCount } from './entry.ts'
export { carriedEntry, type Gift } from './new-entry.ts'
export { canCancel, canForget, canReplace } from './transition.ts'

/** What a person, or a receipt that somebody brought, does to a donation; the rest is the sender's. */
export type PersonalEvent = Extract<
  OutboxEvent,
  { type: 'recorded' | 'paid' | 'cancel' | 'resume' | 'handed' | 'forget' }
>

export interface OutboxState {
  /** All donations given on this phone, and those carried for others, newest first. */
  entries: Entry[]
  /** What keeps the outbox itself from working (storage); troubles of one donation are at its entry. */
  problem: ProblemKey | null
  /** Whether the entries have been read. */
  ready: boolean
}

/** The outbox as the page sees it. */
export interface Outbox {
  readonly state: ReadStore<OutboxState>
  readonly totals: ReadStore<TotalsState>
  /** Takes gateways and keys of a verified giving file; before the first, nothing can be added or sent. */
  configure(giving: Giving): Promise<void>
  /**
   * Seals a donation and keeps it; resolves once the disk has it, and only then may the screen say so. The draft goes with it.
   * Sending starts by itself. @throws ProblemError `storage-full`, `storage-blocked`: nothing was kept
   */
  add(gift: Gift, details: DonorDetails): Promise<Entry>
  /** Tries everything at once, parked donations too. Never rejects: entries and `state.problem` say what happened. */
  sendNow(): Promise<void>
  /** Takes a donation back; only while `canCancel`. @throws ProblemError `unexpected` where it is too late */
  cancel(id: string): Promise<void>
  /** Keeps somebody else's donation to be sent from here, as `add` keeps one's own. Rejects where the id is taken. */
  carry(entry: Entry): Promise<void>
  /** Applies what happened to one donation. @returns the donation afterwards; `null` where it is gone */
  change(id: string, event: PersonalEvent): Promise<Entry | null>
  /** What was typed and not yet given. */
  draft(): Promise<Draft | null>
  keepDraft(draft: Draft | null): Promise<void>
  refreshTotals(): Promise<void>
  close(): void
}

export interface OutboxOptions {
  lock?: SenderLock
  /** ms since the epoch */
  now?: () => number
  random?: () => number
}

/** Another tab or the worker may hold the sender's lock just when an entry was added; look again after this, ms. */
const lookAgain = 1000
/** How often an open, visible page asks for totals, ms. */
const totalsEvery = 30_000

const newestFirst = (a: Entry, b: Entry): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)

/** Opens the outbox of this phone. @throws ProblemError `storage-blocked`, `storage-full` */
export const openOutbox = async ({
  lock = senderLock(),
  now = Date.now,
  random = Math.random,
}: OutboxOptions = {}): Promise<Outbox> => {
  const database = await openDatabase()
  const ending = new AbortController()
  const state = createStore<OutboxState>({ entries: [], problem: null, ready: false })
  const totals = createTotals(database, ending.signal, now)
  let giving: Giving | null = null
  let sendable = (await database.sender()) !== null
  let timer: ReturnType<typeof setTimeout> | undefined

  const fail = (error: unknown) => {
    if (!ending.signal.aborted) state.set((s) => ({ ...s, problem: toProblem(error).key }))
  }
  const recordedCount = () => state.get().entries.filter((entry) => entry.state === 'recorded').length
  const reload = async (): Promise<void> => {
    const before = recordedCount()
    const entries = (await database.entries()).sort(newestFirst)
    if (ending.signal.aborted) return
    const first = !state.get().ready
    state.set({ entries, problem: null, ready: true })
    if (!first && recordedCount() > before) void totals.refresh()
  }
  const channel = openChannel(() => void reload().then(arm).catch(fail))
  const changed = () => {
    channel.tell()
    void reload().catch(fail)
  }

  /** Sets the timer for the next due entry; a hidden page leaves it to the worker and to its own return. */
  const arm = () => {
    clearTimeout(timer)
    if (ending.signal.aborted || document.visibilityState === 'hidden') return
    const at = nextWake(state.get().entries, now())
    if (at === null || !sendable) return
    timer = setTimeout(() => wake('timer'), Math.min(Math.max(at - now(), lookAgain), 2 ** 31 - 1))
  }
  const send = async (urgency: Urgency): Promise<void> => {
    if (ending.signal.aborted) return
    await drain(urgency, { database, lock, changed, signal: ending.signal, now, random })
    await reload()
  }
  const wake = (urgency: Urgency): void => void send(urgency).catch(fail).finally(arm)

  let keeping: Promise<void> = Promise.resolve()
  /** One after the other, as they were typed: sealing takes longer for some. */
  const keepDraft = (draft: Draft | null): Promise<void> => {
    const sealed = draft && sealDraft(draft)
    keeping = keeping.catch(() => undefined).then(async () => database.setDraft(await sealed))
    return keeping
  }

  const stopListening = listenForWakeUps((urgency) => {
    wake(urgency)
    void totals.refresh()
  })
  const polling = setInterval(() => {
    if (document.visibilityState === 'visible') void totals.refresh()
  }, totalsEvery)

  /** Kept now: shown, sent, and the browser asked to send it should this page be gone. */
  const kept = async (): Promise<void> => {
    channel.tell()
    // In the list before the form hears of it, so that there is no moment in which it could be given again.
    await reload().catch(fail)
    void askForSync().catch(() => undefined)
    wake('timer')
  }
  const change: Outbox['change'] = async (id, event) => {
    const [left] = await database.apply(new Map([[id, event]]), now())
    channel.tell()
    await reload().catch(fail)
    if (event.type === 'resume') wake('now')
    return left ?? null
  }

  await Promise.all([reload(), totals.restore()])
  wake('reconnect')
  void totals.refresh()
  // A browser gives a registration up after a few failures; this renews it.
  if (waitingCount(state.get().entries) > 0) void askForSync().catch(() => undefined)

  return {
    state,
    totals: totals.state,
    async configure(next) {
      giving = next
      await database.setSender(next)
      sendable = true
      wake('reconnect')
      void totals.refresh()
    },
    async add(gift, details) {
      if (!giving) throw new ProblemError('giving-signature')
      const entry = await newEntry(gift, details, giving, now())
      // Else a draft still being sealed would come back after it was given.
      await keeping.catch(() => undefined)
      await database.add(entry)
      await kept()
      return entry
    },
    async carry(entry) {
      await database.add(entry)
      await kept()
    },
    change,
    async sendNow() {
      const events = state.get().entries.map(({ id }) => [id, { type: 'wake' }] as const)
      try {
        await database.apply(new Map(events), now())
        changed()
        await send('now')
      } catch (error) {
        fail(error)
      } finally {
        arm()
      }
    },
    async cancel(id) {
      const left = await change(id, { type: 'cancel' })
      if (left && left.state !== 'cancelled') throw new ProblemError('unexpected', 'already recorded')
    },
    async draft() {
      const kept = await database.draft()
      if (!kept) return null
      const draft = await openDraft(kept)
      // An earlier version had left who gives in clear.
      if ('name' in kept) await keepDraft(draft).catch(() => undefined)
      return draft
    },
    keepDraft,
    refreshTotals: () => totals.refresh(),
    close() {
      ending.abort()
      clearTimeout(timer)
      clearInterval(polling)
      stopListening()
      channel.close()
      database.close()
    },
  }
}
