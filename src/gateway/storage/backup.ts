import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { StartError } from '../unavailable.ts'
import { refuseNewer } from './migrate.ts'
import { ledgerFile } from './open-sqlite.ts'
import { toStartError } from './sqlite-errors.ts'
import { type LedgerFacts, verifyLedger } from './verify-ledger.ts'

/** More pages than a database has: the whole copy is one step. Else a copy would begin anew with every commit of the gateway. */
const allPages = 2 ** 30

const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts a finished file in its place, so that it is there whole or not at all, also after a power cut. */
const settle = async (part: string, path: string): Promise<void> => {
  await sync(part)
  await rename(part, path)
  await sync(dirname(path))
}

const checked = (part: string, name: string): LedgerFacts => {
  let facts: LedgerFacts
  try {
    facts = verifyLedger(part)
  } catch (error) {
    throw toStartError(error, name)
  }
  if (facts.faults.length > 0) throw new StartError(`${name} is not whole: ${facts.faults.join('; ')}.`)
  return facts
}

/**
 * Copies the ledger of a data folder into one file, while the gateway goes on recording; what was acknowledged before is in it.
 * The copy is looked through before it gets its name.
 * @throws StartError where there is no ledger, something is at `target` already, or the copy is not whole.
 */
export const backupLedger = async (folder: string, target: string): Promise<LedgerFacts> => {
  const path = join(folder, ledgerFile)
  if (!existsSync(path)) throw new StartError(`There is no ledger in ${folder} (${path} is missing).`)
  if (existsSync(target)) throw new StartError(`${target} is there already. Nothing is ever overwritten.`)
  const part = `${target}.part`
  await rm(part, { force: true })
  try {
    const source = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
    try {
      await backup(source, part, { rate: allPages })
    } finally {
      source.close()
    }
    // One plain file: readers of a file in WAL mode would put others beside it.
    const copy = new DatabaseSync(part)
    copy.exec('PRAGMA journal_mode = DELETE')
    copy.close()
    const facts = checked(part, 'The copy')
    await settle(part, target)
    return facts
  } catch (error) {
    await rm(part, { force: true })
    throw error instanceof StartError ? error : toStartError(error, path)
  }
}

/**
 * Puts a backup into a data folder that has no ledger, after it was looked through.
 * @throws StartError where there is a ledger already, or the backup is no ledger, not whole, or of a newer Sada.
 */
export const restoreLedger = async (file: string, folder: string): Promise<LedgerFacts> => {
  const path = join(folder, ledgerFile)
  if (!existsSync(file)) throw new StartError(`There is no backup at ${file}.`)
  for (const one of [path, `${path}-wal`])
    if (existsSync(one))
      throw new StartError(`${one} is there already. Move it away first; nothing is ever overwritten.`)
  const part = `${path}.part`
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await copyFile(file, part)
    const facts = checked(part, file)
    const copy = new DatabaseSync(part, { readOnly: true })
    try {
      refuseNewer(Number(copy.prepare('PRAGMA user_version').get()?.user_version))
    } finally {
      copy.close()
    }
    await settle(part, path)
    return facts
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
