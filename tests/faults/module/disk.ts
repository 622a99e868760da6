import 'fake-indexeddb/auto'
import { wrap } from 'idb'
import type { Entry, EntryState } from '../../../src/give/outbox/entry.ts'

/** What fake-indexeddb (6.2) does inside, as far as kills and full disks have to reach into it. */
interface Transaction {
  readonly db: Connection
  readonly mode: string
  _state: 'active' | 'inactive' | 'committing' | 'finished'
  _requests: { request: { readyState: string } }[]
  _abort(error: string | null): void
  _start(): void
  _execRequestAsync(asked: { operation: () => unknown }): unknown
  addEventListener(type: 'complete', ended: () => void): void
}
interface Connection extends IDBDatabase {
  _closePending: boolean
  _closed: boolean
  _rawDatabase: { transactions: Transaction[]; connections: Connection[]; processTransactions(): void }
}
interface Store {
  readonly name: string
  readonly transaction: Transaction
}

/** A change of the outbox that the disk has. */
export interface Written {
  readonly id: string
  /** `null`: deleted. */
  readonly state: EntryState | null
  /** Somebody else's; not said of one that is deleted. */
  readonly carried?: true | undefined
}

/** Whoever holds connections: a tab or a worker. */
export interface Holder {
  readonly dead: boolean
  /** Whether the disk refuses what is asked now: a write at once, or all that was written at its commit. */
  refuses(when: 'write' | 'commit'): boolean
  /** Told of what was written to `entries`, once it is committed. */
  wrote(changes: readonly Written[]): void
}

const holders = new WeakMap<Connection, Holder>()
const changesOf = new WeakMap<Transaction, Written[]>()
let writing = false

const noteChange = (store: Store, change: Written, holder: Holder): void => {
  const { transaction } = store
  const before = changesOf.get(transaction)
  if (before) return void before.push(change)
  const changes = [change]
  changesOf.set(transaction, changes)
  transaction.addEventListener('complete', () => holder.wrote(changes))
}

const quotaExceeded = () => new DOMException('the disk is full', 'QuotaExceededError')

let reached = false

/** Lets kills, full disks and the judge reach into fake-indexeddb. */
export const reachIntoDisks = (): void => {
  if (reached) return
  reached = true
  const transactions = IDBTransaction.prototype as unknown as Transaction
  const stores = IDBObjectStore.prototype as unknown as Record<string, (...args: unknown[]) => unknown>
  const { _start: start, _execRequestAsync: ask } = transactions
  transactions._execRequestAsync = function (this: Transaction, asked) {
    const holder = holders.get(this.db)
    if (!holder || !writing) return ask.call(this, asked)
    const operation = () => {
      if (holder.refuses('write')) throw quotaExceeded()
      return asked.operation()
    }
    return ask.call(this, { ...asked, operation })
  }
  transactions._start = function (this: Transaction) {
    const holder = holders.get(this.db)
    const ending = this._requests.every(({ request }) => request.readyState === 'done')
    const wrote = this.mode === 'readwrite' && this._state !== 'finished'
    if (holder && ending && wrote && holder.refuses('commit')) this._abort('QuotaExceededError')
    start.call(this)
  }
  for (const name of ['add', 'put', 'delete'] as const) {
    const method = stores[name] as (...args: unknown[]) => unknown
    stores[name] = function (this: unknown, ...args: unknown[]) {
      const store = this as Store
      const holder = holders.get(store.transaction.db)
      writing = name !== 'delete'
      try {
        if (holder && store.name === 'entries') {
          const [value] = args as [string | Entry]
          const { id, state, carried } = typeof value === 'string' ? { id: value, state: null } : value
          noteChange(store, { id, state, carried }, holder)
        }
        return method.apply(this, args)
      } finally {
        writing = false
      }
    }
  }
}

/** The storage of one phone as `holder` is given it; its connections are told to `opened`. */
export const diskFor = (
  disk: IDBFactory,
  holder: Holder,
  opened: (connection: IDBDatabase) => void,
): Pick<IDBFactory, 'open'> => ({
  open(name, version) {
    const request = disk.open(name, version)
    const adopt = () => {
      const connection = request.result as Connection
      holders.set(connection, holder)
      opened(connection)
      if (holder.dead) cutOff(connection, () => false)
    }
    request.addEventListener('upgradeneeded', adopt)
    request.addEventListener('success', adopt)
    return request
  },
})

/**
 * Ends a connection as a killed process does: what it had not asked to be committed is undone, and nothing more comes from it.
 * @param lands whether a commit that had been asked for, but not confirmed, is on the disk
 */
export const cutOff = (connection: IDBDatabase, lands: () => boolean): void => {
  const { _rawDatabase: raw } = connection as Connection
  for (const transaction of [...raw.transactions]) {
    if (transaction.db !== connection || transaction._state === 'finished') continue
    if (transaction._state === 'committing' && lands()) continue
    // Nobody is left to hear of it.
    wrap(transaction as unknown as IDBTransaction).done.catch(() => undefined)
    transaction._abort(null)
  }
  ;(connection as Connection)._closePending = true
  ;(connection as Connection)._closed = true
  raw.connections = raw.connections.filter((other) => other !== connection)
  raw.processTransactions()
}
