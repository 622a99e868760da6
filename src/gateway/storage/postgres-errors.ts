import { StartError, Unavailable } from '../unavailable.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * Whether another transaction was in the way and the same work may succeed at once: serialization failure, deadlock, and a row that
 * somebody else inserted between our look and our insert
 * (https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html).
 */
export const isCollision = (error: unknown): boolean => ['40001', '40P01', '23505'].includes(codeOf(error))

/** SQLSTATE classes and codes (PostgreSQL manual, appendix A) that speak of the machine or the link, not of our statement. */
const environmental: readonly [pattern: RegExp, says: string, retryAfter: number][] = [
  [/^40/, 'the database is busy', 1],
  [/^55P03$|^57014$/, 'the database is busy', 1],
  [/^53100$/, 'the disk is full', 30],
  [/^53300$/, 'the database has no connection left', 2],
  [/^53/, 'the database is out of resources', 10],
  [/^57P/, 'the database is shutting down', 10],
  [/^58|^XX/, 'the database is damaged', 60],
  [/^25006$/, 'the database cannot be written', 10],
  [
    /^08|^ECONN|^ETIMEDOUT$|^EPIPE$|^ENOTFOUND$|^EAI_|^EHOST|^ENET|^ENOENT$/,
    'the database does not answer',
    5,
  ],
]

/** pg reports a lost link and a full pool without a code. */
const codeless = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/

/** `Unavailable` for what time or an operator can mend; anything else as it came, for it is our bug. */
export const fromPostgres = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const code = codeOf(error)
  const found = environmental.find(([pattern]) => pattern.test(code))
  if (found) return new Unavailable(found[1], found[2], { cause: error })
  // Several addresses were tried and none answered.
  if (codeless.test(error.message) || error instanceof AggregateError)
    return new Unavailable('the database does not answer', 5, { cause: error })
  return error
}

/** Why the database could not be opened, as a sentence that says what to do and holds no password. */
export const toPostgresStartError = (error: unknown, where: string): StartError => {
  if (error instanceof StartError) return error
  const code = codeOf(error)
  if (code === '28P01' || code === '28000')
    return new StartError(`${where} refuses this user or password. Look at DATABASE_URL.`, { cause: error })
  if (code === '3D000')
    return new StartError(`${where} has no such database. Make it with createdb, or look at DATABASE_URL.`, {
      cause: error,
    })
  if (code === '42501')
    return new StartError(
      `The user in DATABASE_URL may not make tables at ${where}. Grant CREATE on its schema.`,
      {
        cause: error,
      },
    )
  const mapped = fromPostgres(error)
  const reason =
    mapped instanceof Unavailable ? mapped.detail : error instanceof Error ? error.message : error
  return new StartError(`Cannot keep donations at ${where}: ${reason}. Look at DATABASE_URL.`, {
    cause: error,
  })
}
