import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Queries = Kysely<Tables> | Transaction<Tables>

/**
 * The storage contract: one database that speaks SQL through Kysely. What is written in it by `transaction` survives a power cut
 * once the promise resolves. Everything rejects with `Unavailable` where the database cannot answer; other errors are bugs.
 */
export interface Storage {
  readonly kind: 'sqlite' | 'postgres'
  /** Reads (or writes one statement) outside a transaction; sees only what is committed. */
  read<T>(work: (db: Queries) => Promise<T>): Promise<T>
  /**
   * Runs `work` in one transaction, all of it or nothing. Where the database gives up on a transaction because of another one, it is
   * run again from its start, so `work` must have no effect besides its queries.
   */
  transaction<T>(work: (db: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}
