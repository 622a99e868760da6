import { type DBSchema, type IDBPDatabase, openDB, unwrap } from 'idb'
import type { Giving } from '../../shared/giving.ts'
import { ProblemError, toProblem } from '../../shared/problem.ts'
import { abortWhenPutAway } from '../../shared/put-away.ts'
import type { Totals } from '../../shared/totals.ts'
import type { KeptDraft } from './draft.ts'
import type { Entry } from './entry.ts'
import { type OutboxEvent, transition } from './transition.ts'

/** What a sender needs of the verified giving file; kept here because the service worker has no edition at hand. */
export type SenderConfig = Pick<Giving, 'organisation' | 'gateways' | 'gatewayKeys'>

/** The last totals seen, and when by the phone's clock (ms since the epoch). */
export interface KeptTotals {
  totals: Totals
  fetchedAt: number
}

interface Schema extends DBSchema {
  entries: { key: string; value: Entry }
  config: { key: 'sender' | 'totals'; value: SenderConfig | KeptTotals }
  draft: { key: 'form'; value: KeptDraft }
}

export interface OutboxDatabase {
  entries(): Promise<Entry[]>
  /**
   * Puts a new entry in, the draft it came from out, and marks the one it replaces, all or nothing; a carried one leaves the draft alone.
   * Rejects where the id is taken. @throws ProblemError `unexpected` where the one to be replaced needs it no more: it would count twice
   */
  add(entry: Entry): Promise<void>
  /**
   * Applies one event to each named entry as it is stored now, all in one transaction; entries that are gone stay gone.
   * Resolves with the entries as they are now, once the disk has them.
   */
  apply(events: ReadonlyMap<string, OutboxEvent>, now: number): Promise<Entry[]>
  sender(): Promise<SenderConfig | null>
  setSender(config: SenderConfig): Promise<void>
  totals(): Promise<KeptTotals | null>
  setTotals(kept: KeptTotals): Promise<void>
  draft(): Promise<KeptDraft | null>
  setDraft(draft: KeptDraft | null): Promise<void>
  close(): void
}

export const databaseName = 'sada-outbox'

/** A promise acknowledged must outlive a power cut, so the browser is asked to flush to the disk before it says "done". */
const strict = { durability: 'strict' } as const

/** Errors of IndexedDB become problems a person can act on. */
const explained = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw toProblem(error)
  }
}

const connect = (lost: () => void): Promise<IDBPDatabase<Schema>> =>
  openDB<Schema>(databaseName, 1, {
    upgrade(database) {
      database.createObjectStore('entries', { keyPath: 'id' })
      database.createObjectStore('config')
      database.createObjectStore('draft')
    },
    // A newer version of the app wants to upgrade in another tab: let it. The next call here opens again.
    blocking(_current, _blocked, event) {
      ;(event.target as IDBDatabase).close()
      lost()
    },
    terminated: lost,
  }).then((database) => {
    abortWhenPutAway(unwrap(database))
    return database
  })

/** Opens the outbox database; works in a page and in a worker. @throws ProblemError `storage-blocked`, `storage-full` */
export const openDatabase = async (): Promise<OutboxDatabase> => {
  let opened: Promise<IDBPDatabase<Schema>> | null = null
  let closed = false
  const lost = () => {
    opened = null
  }
  const database = (): Promise<IDBPDatabase<Schema>> => {
    if (closed) return Promise.reject(new DOMException('outbox is closed', 'InvalidStateError'))
    opened ??= connect(lost)
    opened.catch(lost)
    return opened
  }
  const withDatabase = <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> =>
    explained(async () => work(await database()))

  await explained(database)
  return {
    entries: () => withDatabase((db) => db.getAll('entries')),
    add: (entry) =>
      withDatabase(async (db) => {
        const tx = db.transaction(['entries', 'draft'], 'readwrite', strict)
        const entries = tx.objectStore('entries')
        const asked: Promise<unknown>[] = [tx.done]
        if (entry.replaces) {
          tx.done.catch(() => undefined)
          const old = await entries.get(entry.replaces)
          const next = old && transition(old, { type: 'replaced', by: entry.id }, entry.createdAt)
          // Where it is out of the list by now, the one that stands for it says so.
          const taken = old
            ? next === old
            : (await entries.getAll()).some(({ replaces }) => replaces === entry.replaces)
          if (taken) throw new ProblemError('unexpected', 'sent or replaced meanwhile')
          if (next) asked.push(entries.put(next))
        }
        asked.push(entries.add(entry))
        if (!entry.carried) asked.push(tx.objectStore('draft').delete('form'))
        // Nothing more is asked of it, so that not even a page that is left at this moment holds it up.
        tx.commit()
        await Promise.all(asked)
      }),
    apply: (events, now) =>
      withDatabase(async (db) => {
        const tx = db.transaction('entries', 'readwrite', strict)
        // A request that fails is thrown below before `done` is awaited; its rejection is the same news again.
        tx.done.catch(() => undefined)
        const left: Entry[] = []
        for (const [id, event] of events) {
          const entry = await tx.store.get(id)
          if (!entry) continue
          const next = transition(entry, event, now)
          if (next) left.push(next)
          if (next === null) await tx.store.delete(id)
          else if (next !== entry) await tx.store.put(next)
        }
        await tx.done
        return left
      }),
    sender: () =>
      withDatabase(async (db) => ((await db.get('config', 'sender')) as SenderConfig | undefined) ?? null),
    setSender: ({ organisation, gateways, gatewayKeys }) =>
      withDatabase(async (db) => {
        const tx = db.transaction('config', 'readwrite', strict)
        await Promise.all([tx.store.put({ organisation, gateways, gatewayKeys }, 'sender'), tx.done])
      }),
    totals: () =>
      withDatabase(async (db) => ((await db.get('config', 'totals')) as KeptTotals | undefined) ?? null),
    setTotals: (kept) =>
      withDatabase(async (db) => {
        const tx = db.transaction('config', 'readwrite', strict)
        await Promise.all([tx.store.put(kept, 'totals'), tx.done])
      }),
    draft: () => withDatabase(async (db) => (await db.get('draft', 'form')) ?? null),
    setDraft: (draft) =>
      withDatabase(async (db) => {
        const tx = db.transaction('draft', 'readwrite', strict)
        const change = draft ? tx.store.put(draft, 'form') : tx.store.delete('form')
        await Promise.all([change, tx.done])
      }),
    close: () => {
      closed = true
      void opened?.then((db) => db.close()).catch(() => undefined)
    },
  }
}
