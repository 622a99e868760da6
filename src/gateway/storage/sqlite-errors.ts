import { ProblemError } from '../../shared/problem.ts'
import { StartError, Unavailable } from '../unavailable.ts'

/** SQLite primary result codes (https://www.sqlite.org/rescode.html) that speak of the machine, not of our statement. */
const environmental: Record<number, { says: string; retryAfter: number }> = {
  5: { says: 'the database is busy', retryAfter: 1 },
  6: { says: 'the database is locked', retryAfter: 1 },
  7: { says: 'out of memory', retryAfter: 10 },
  8: { says: 'the database cannot be written', retryAfter: 30 },
  10: { says: 'the disk does not answer', retryAfter: 30 },
  11: { says: 'the database is damaged', retryAfter: 60 },
  13: { says: 'the disk is full', retryAfter: 30 },
  14: { says: 'the database cannot be opened', retryAfter: 30 },
  26: { says: 'the database is damaged', retryAfter: 60 },
}

const primaryCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** `Unavailable` for what time or an operator can mend; anything else as it came, for it is our bug. */
export const fromSqlite = (error: unknown): unknown => {
  const known = environmental[primaryCode(error) ?? -1]
  return known ? new Unavailable(known.says, known.retryAfter, { cause: error }) : error
}

/** Why the database under `path` could not be opened, as a sentence that says what to do. */
export const toStartError = (error: unknown, path: string): StartError => {
  if (error instanceof StartError) return error
  const code = primaryCode(error)
  if (code === 11 || code === 26)
    return new StartError(
      `${path} is damaged or not a database. Nothing was changed. Move it away and put a backup in its place.`,
      { cause: error },
    )
  if (code === 5 || code === 6)
    return new StartError(
      `${path} is in use by another program. Stop that one first, or use --data for another folder.`,
      {
        cause: error,
      },
    )
  const says = environmental[code ?? -1]?.says
  const reason = says ?? (error instanceof Error ? error.message : String(error))
  return new StartError(`Cannot keep donations in ${path}: ${reason}. Use --data for another folder.`, {
    cause: error instanceof ProblemError ? undefined : error,
  })
}
