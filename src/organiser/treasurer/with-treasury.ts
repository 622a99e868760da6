import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createTreasury, ledgerFile, openStorage, StartError, type Storage } from '../../gateway/gateway.ts'
import { createHttpTreasury } from '../../shared/treasury/http-treasury.ts'
import type { Treasury } from '../../shared/treasury/treasury.ts'
import { askSecret } from '../keys/ask-secret.ts'
import { firstLineOf } from '../keys/passphrases.ts'
import { CommandError, usageError } from '../problems.ts'
import { signIn } from './ask-gateway.ts'

/** The options of every command on the ledger. */
export const treasuryOptions = {
  data: { type: 'string', default: process.env.SADA_DATA || 'data' },
  gateway: { type: 'string' },
  name: { type: 'string' },
  'password-file': { type: 'string' },
  code: { type: 'string' },
} as const

export const treasuryHelp = `  --data <folder>        the gateway's data folder, on its own machine (default: SADA_DATA or data;
                         where DATABASE_URL is postgres://…, that database)
  --gateway <address>    or from anywhere: the gateway's https address, with
  --name <name>          your name there; without --gateway only for the audit log
  --password-file <f>    file whose first line is your password (on a terminal it is asked for)
  --code <digits>        the authenticator's six digits (on a terminal they are asked for)`

export interface TreasuryValues {
  data: string
  gateway?: string | undefined
  name?: string | undefined
  'password-file'?: string | undefined
  code?: string | undefined
}

/** The ledger's own failures are sentences already. */
const asCommandError = (error: unknown): unknown =>
  error instanceof StartError ? new CommandError(error.message, 'Nothing was done.', { cause: error }) : error

/** Does something with the ledger's storage on this machine. @throws CommandError where it cannot be opened */
export const withStorage = async <T>(
  { data }: Pick<TreasuryValues, 'data'>,
  work: (storage: Storage) => Promise<T>,
): Promise<T> => {
  const path = join(data, ledgerFile)
  if (!process.env.DATABASE_URL && !existsSync(path))
    throw new CommandError(
      `There is no ledger in ${data} (${path} is missing)`,
      'Start the gateway once, or name its data folder: --data <folder>',
    )
  try {
    const storage = await openStorage({ data, databaseUrl: process.env.DATABASE_URL })
    try {
      return await work(storage)
    } finally {
      await storage.close()
    }
  } catch (error) {
    throw asCommandError(error)
  }
}

const given = async (typed: string | undefined, prompt: string, option: string): Promise<string> => {
  if (typed !== undefined) return typed
  const answer = process.stdin.isTTY ? await askSecret(prompt) : null
  if (answer === null) throw new CommandError(`${option} is missing`, 'Nothing was done.')
  return answer
}

/**
 * Does something with the treasury: the ledger on this machine, or a gateway's after signing in.
 * @param command named where it is wrongly used
 */
export const withTreasury = async <T>(
  values: TreasuryValues,
  command: string,
  work: (treasury: Treasury) => Promise<T>,
): Promise<T> => {
  const { gateway, name, 'password-file': file } = values
  if (gateway === undefined)
    return withStorage(values, (storage) => work(createTreasury(storage, name ?? 'command line')))
  if (!name) throw usageError('say who you are: --name <name>', command)
  const password = await given(file && (await firstLineOf(file)), 'Password: ', '--password-file')
  const code = await given(values.code, 'Code of the authenticator: ', '--code')
  const { ask, end } = await signIn(gateway, { name, password, code })
  try {
    return await work(createHttpTreasury(ask))
  } finally {
    await end().catch(() => undefined)
  }
}
