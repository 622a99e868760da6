import { usageError } from '../problems.ts'

/** A TCP port as typed, 0 to 65535. @throws CommandError (usage) */
export const parsePort = (typed: string, command: string): number => {
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : Number.NaN
  if (!(port <= 65_535)) throw usageError(`not a port: ${typed} (0 to 65535)`, command)
  return port
}
