import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB, unwrap } from 'idb'
import { ProblemError, toProblem } from '../../shared/problem.ts'
import { abortWhenPutAway } from '../../shared/put-away.ts'

/** WebKit has had bugs where opening never answers (bugs.webkit.org 226547); nobody waits longer than this for it, ms. */
const openTimeoutMs = 10_000

/** A database that is opened when it is first wanted, and again after the browser or another tab has closed it. */
export interface Reopening<S extends DBSchema> {
  /** @throws ProblemError `storage-blocked`, `storage-full` */
  use<T>(work: (database: IDBPDatabase<S>) => Promise<T>): Promise<T>
  close(): void
}

/** @param upgrade makes the stores of version 1 */
export const reopening = <S extends DBSchema>(
  name: string,
  upgrade: (database: IDBPDatabase<S>) => void,
): Reopening<S> => {
  let opened: Promise<IDBPDatabase<S>> | null = null
  const lost = () => {
    opened = null
  }
  const connect = (): Promise<IDBPDatabase<S>> =>
    new Promise((resolve, reject) => {
      const refuse = (why: string) => reject(new ProblemError('storage-blocked', why))
      const timer = setTimeout(() => refuse('opening took too long'), openTimeoutMs)
      const callbacks: OpenDBCallbacks<S> = {
        upgrade,
        blocked: () => refuse('another tab holds an older version open'),
        // Erased, or upgraded by another tab: it would wait for us for ever.
        blocking(_current, _next, event) {
          ;(event.target as IDBDatabase).close()
          lost()
        },
        terminated: lost,
      }
      // Some browsers throw here rather than fail: inside a promise both are the same.
      Promise.resolve()
        .then(() => openDB<S>(name, 1, callbacks))
        .then((database) => {
          abortWhenPutAway(unwrap(database))
          return database
        })
        .then(resolve, reject)
        .finally(() => clearTimeout(timer))
    })
  return {
    async use(work) {
      try {
        opened ??= connect()
        return await work(await opened)
      } catch (error) {
        const problem = toProblem(error)
        // A connection that was closed under us, or never came: the next call opens again.
        if (problem.key !== 'storage-full') lost()
        throw problem
      }
    },
    close() {
      void opened?.then(
        (database) => database.close(),
        () => undefined,
      )
      lost()
    },
  }
}
