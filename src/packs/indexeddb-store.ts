import type { Bytes } from '../shared/bytes.ts'
import type { AcceptedEdition, EditionStore } from './edition-store.ts'
import { type EditionsDatabase, type LockName, openEditions, storageProblem } from './indexeddb-database.ts'
import { acceptEdition, chooseKept, listedHashes, stillCounts } from './keep-rule.ts'

interface Transaction {
  done: Promise<void>
  readonly error: DOMException | null
  abort(): void
}

/**
 * Waits for `work` and for its transaction; where either fails nothing of it is kept.
 * The transaction's own error says why (a full disk); a request's may only say "aborted".
 */
const settle = async <X extends Transaction, T>(
  transaction: X,
  work: (transaction: X) => Promise<T>,
): Promise<T> => {
  const done = transaction.done.then(
    () => null,
    (error: unknown) => error ?? new Error('aborted'),
  )
  try {
    const value = await work(transaction)
    const failure = await done
    if (failure) throw failure
    return value
  } catch (error) {
    try {
      transaction.abort()
    } catch {
      // It has ended already, which is why we are here.
    }
    throw storageProblem(transaction.error ?? error)
  }
}

const lockName = (keySha256: string): LockName => `lock:${keySha256}`
const lockNames = () => IDBKeyRange.bound('lock:', 'lock;', false, true)

/** Pieces lie among the files under longer keys, in order; `+` sorts before `-`. */
const pieceKey = (sha256: string, offset: number): string => `${sha256}+${String(offset).padStart(12, '0')}`
const isPiece = (key: string): boolean => key.includes('+')
const hashOf = (key: string): string => key.split('+', 1)[0] ?? key

const asBlob = (kept: Blob | Bytes): Blob => (kept instanceof Blob ? kept : new Blob([kept]))

/** The store on the phone. @throws ProblemError `storage-blocked` where the database cannot be opened. */
export const openIndexedDbStore = async (): Promise<EditionStore> => {
  let open: EditionsDatabase | null = null
  let keepsBlobs = true
  const forget = () => {
    open = null
  }
  const database = async (): Promise<EditionsDatabase> => {
    open ??= await openEditions(forget)
    return open
  }
  await database()

  /** Every error of `work` as a problem. */
  const using = async <T>(work: (db: EditionsDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await database())
    } catch (error) {
      throw storageProblem(error)
    }
  }

  /**
   * Relaxed: a file lost to a power cut is fetched again, and the strict switch flushes what came before it.
   * WebKit's private windows keep no `Blob` ("Error preparing Blob/File data"): there the bytes go in themselves, at the price of memory
   * while they are read.
   */
  const keep = async (db: EditionsDatabase, key: string, blob: Blob): Promise<void> => {
    const write = (kept: Blob | Bytes) =>
      settle(db.transaction('files', 'readwrite', { durability: 'relaxed' }), ({ store }) =>
        store.put({ blob: kept, bytes: blob.size }, key),
      )
    if (keepsBlobs)
      try {
        await write(blob)
        return
      } catch (error) {
        if (storageProblem(error).key === 'storage-full') throw error
      }
    await write(new Uint8Array(await blob.arrayBuffer()))
    keepsBlobs = false
  }

  return {
    durable: true,
    hashes: () => using(async (db) => new Set((await db.getAllKeys('files')).filter((key) => !isPiece(key)))),
    file: (sha256) =>
      using(async (db) => {
        const file = await db.get('files', sha256)
        return file ? asBlob(file.blob) : null
      }),
    highest: () => using(async (db) => (await db.get('meta', 'highest')) ?? null),
    current: () =>
      using(async (db) => {
        const at = await db.get('meta', 'current')
        return (at && (await db.get('editions', at.edition))) ?? null
      }),

    put: (sha256, bytes) => using((db) => keep(db, sha256, asBlob(bytes))),

    drop: (sha256) =>
      using((db) => settle(db.transaction('files', 'readwrite'), ({ store }) => store.delete(sha256))),

    switchTo: (edition) =>
      using((db) =>
        settle(
          db.transaction(['editions', 'meta'], 'readwrite', { durability: 'strict' }),
          async (transaction) => {
            const meta = transaction.objectStore('meta')
            const editions = transaction.objectStore('editions')
            const accepted = acceptEdition((await meta.get('highest')) ?? null, edition)
            for (const kept of await editions.getAll())
              if (!stillCounts(kept, edition.ring)) await editions.delete(kept.edition)
            await editions.put(edition)
            await meta.put(accepted, 'highest')
            await meta.put(accepted, 'current')
          },
        ),
      ),

    tidy: ({ previous, keep }) =>
      using((db) =>
        settle(db.transaction(['files', 'editions', 'meta'], 'readwrite'), async (transaction) => {
          const files = transaction.objectStore('files')
          const editions = transaction.objectStore('editions')
          const current = await transaction.objectStore('meta').get('current')
          const { kept, gone } = chooseKept(await editions.getAll(), current?.edition ?? null, previous)
          for (const { edition } of gone) await editions.delete(edition)
          const listed = new Set([...keep, ...kept.flatMap(listedHashes)])
          const surplus = (await files.getAllKeys()).filter((key) => !listed.has(hashOf(key)))
          for (const sha256 of surplus) await files.delete(sha256)
          return surplus.length
        }),
      ),

    lockKeys: () =>
      using(async (db) => {
        const { store } = db.transaction('meta')
        const [names, keys] = await Promise.all([store.getAllKeys(lockNames()), store.getAll(lockNames())])
        return new Map(names.map((name, index) => [name.slice(5), keys[index] as unknown as Bytes]))
      }),
    keepLockKey: (keySha256, key) =>
      using(async (db) => {
        const transaction = db.transaction('meta', 'readwrite', { durability: 'strict' })
        await settle(transaction, ({ store }) =>
          store.put(key as unknown as AcceptedEdition, lockName(keySha256)),
        )
      }),

    editions: () => using((db) => db.getAll('editions')),

    pieces: {
      get: (sha256, offset) =>
        using(async (db) => {
          const piece = await db.get('files', pieceKey(sha256, offset))
          return piece ? new Uint8Array(await asBlob(piece.blob).arrayBuffer()) : null
        }),
      put: (sha256, offset, bytes) => using((db) => keep(db, pieceKey(sha256, offset), new Blob([bytes]))),
      drop: (sha256) =>
        using((db) =>
          settle(db.transaction('files', 'readwrite'), ({ store }) =>
            store.delete(IDBKeyRange.bound(pieceKey(sha256, 0), `${sha256}-`)),
          ),
        ),
    },
    close() {
      open?.close()
      open = null
    },
  }
}
