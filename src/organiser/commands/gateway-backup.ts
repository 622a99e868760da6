import { parseArgs } from 'node:util'
import { backupLedger, StartError } from '../../gateway/gateway.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, onlyWord } from '../problems.ts'
import { factLines } from '../treasurer/ledger-facts.ts'

export const help = `
Usage: npm run sada -- gateway backup <file> [options]

Copies the gateway's ledger (donations, receipts, payments) into one file, while the gateway goes
on recording. The copy is looked through before it gets its name: every page, every donation
against its digest and its receipt, every sum. Nothing is ever overwritten. Donors' details stay
sealed in it, but keep it as you keep the ledger.

A ledger on PostgreSQL is backed up by PostgreSQL's own tools: pg_dump, or pg_basebackup with
archived WAL where not a second may be lost.

Options:
  --data <folder>  the gateway's data folder (default: SADA_DATA or data)
${jsonHelp}

Example, once an hour:
  npm run sada -- gateway backup /backups/sada-$(date -u +%FT%H).sqlite
`

/** The ledger's failures are sentences already. */
export const inLedger = async <T>(work: Promise<T>, advice: string): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof StartError) throw new CommandError(error.message, advice, { cause: error })
    throw error
  }
}

/** Refuses where the ledger is on PostgreSQL: the SQLite file beside it would be another one, or none. */
export const onlySqlite = (command: string): void => {
  if (process.env.DATABASE_URL)
    throw new CommandError(
      `this ledger is on PostgreSQL (DATABASE_URL), which "${command}" does not touch`,
      'Use pg_dump and pg_restore, or unset DATABASE_URL for the ledger in a data folder.',
    )
}

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { data: { type: 'string', default: process.env.SADA_DATA || 'data' }, ...jsonOption },
  })
  const file = onlyWord(positionals, 'name one file for the backup', 'gateway backup')
  onlySqlite('gateway backup')
  const facts = await inLedger(backupLedger(values.data, file), 'Nothing was written.')
  createOutput(values.json).result({ file, ...facts }, [`Backed up to ${file}:`, ...factLines(facts)])
}
