import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB, unwrap } from 'idb'
import type { Bytes } from '../shared/bytes.ts'
import { ProblemError, toProblem } from '../shared/problem.ts'
import { abortWhenPutAway } from '../shared/put-away.ts'
import type { AcceptedEdition, StoredEdition } from './edition-store.ts'

/**
 * Keys of locked items lie in `meta`, under their hashes: with a store of their own the database would have another version, which a tab of
 * the app from before could not open.
 */
export type LockName = `lock:${string}`

export interface EditionsSchema extends DBSchema {
  /** By SHA-256 of the bytes; a `Blob`, or the bytes themselves where the browser keeps none. */
  files: { key: string; value: { blob: Blob | Bytes; bytes: number } }
  editions: { key: number; value: StoredEdition }
  meta: { key: 'current' | 'highest' | LockName; value: AcceptedEdition }
}
export type EditionsDatabase = IDBPDatabase<EditionsSchema>

export const databaseName = 'sada-editions'

/** WebKit has had bugs where opening never answers (bugs.webkit.org 226547); nobody should wait longer than this for it. */
const openTimeoutMs = 10_000

/** IndexedDB's errors as problems: a full disk, else this browser does not let us store. */
export const storageProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error
  const problem = toProblem(error)
  return problem.key === 'storage-full'
    ? problem
    : new ProblemError('storage-blocked', problem.detail, { cause: error })
}

/**
 * Opens the database. `onGone` is called when the connection is lost: closed by the browser, or given up because another tab
 * upgrades or deletes the database (it would wait for us for ever otherwise).
 * @throws ProblemError `storage-blocked`
 */
export const openEditions = (onGone: () => void): Promise<EditionsDatabase> =>
  new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new ProblemError('storage-blocked', why))
    const timer = setTimeout(() => refuse('opening took too long'), openTimeoutMs)
    const callbacks: OpenDBCallbacks<EditionsSchema> = {
      upgrade(database) {
        database.createObjectStore('files')
        database.createObjectStore('editions', { keyPath: 'edition' })
        database.createObjectStore('meta')
      },
      blocked: () => refuse('another tab holds an older version open'),
      blocking(_current, _next, event) {
        ;(event.target as IDBDatabase).close()
        onGone()
      },
      terminated: onGone,
    }
    // Some browsers throw here rather than fail: inside a promise both are the same.
    Promise.resolve()
      .then(() => openDB<EditionsSchema>(databaseName, 1, callbacks))
      .then((database) => {
        abortWhenPutAway(unwrap(database))
        return database
      })
      .then(resolve, (error) => reject(storageProblem(error)))
      .finally(() => clearTimeout(timer))
  })
