import { type Connection, type ConnectionOptions, connect, type Outcome } from './connection.ts'
import type { Mirrors } from './mirror-board.ts'
import { type Entry, idle } from './transfer-entry.ts'

/** What one try for a file came to, and whom it blames; `place` is `null` where the file has one address only. */
export interface Try {
  outcome: Outcome
  place: number | null
  connection: Connection
}

export interface TryOptions {
  entry: Entry
  /** Mirrors that failed since the last byte: they are not asked again before others were. */
  failed: ReadonlySet<number>
  options: Pick<ConnectionOptions, 'ask' | 'priority' | 'stallMs' | 'onBytes'>
  /** How many connections are open, all files together. */
  open: () => number
  opened: () => void
  closed: () => void
  /** Nothing has come for long, from any mirror. */
  onSilence: () => void
}

/** Other mirrors and how they are gone over to: late code, for the first segment has to come before it. */
export interface Failover {
  mirrors: Mirrors
  attempt(given: TryOptions): Promise<Try>
}

/** One request at the file's own address. */
export const tryAlone = async ({ entry, options, opened, closed }: TryOptions): Promise<Try> => {
  const { url, range, lane } = entry
  opened()
  const connection = connect({ ...options, url, range, lane, place: null })
  entry.stop = connection.abort
  const outcome = await connection.outcome
  closed()
  entry.stop = idle
  return { outcome, place: null, connection }
}
