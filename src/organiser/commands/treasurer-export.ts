import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openedCsv, openRows } from '../../shared/treasury/opened.ts'
import { readSealed, writeSealed } from '../../shared/treasury/sealed-file.ts'
import type { LedgerRow } from '../../shared/treasury/treasury.ts'
import { allDonations } from '../../shared/treasury/whole-ledger.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, onlyWord, systemCode, usageError } from '../problems.ts'
import { filterHelp, filterOf, filterOptions } from '../treasurer/filter.ts'
import { sealingKeyHelp, sealingKeyOf, sealingKeyOptions } from '../treasurer/sealing-key.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'

export const help = `
Usage: npm run sada -- treasurer export <file> [options]

Writes donations to a file that only you can read. Without --keys they stay sealed: JSON lines, to
be carried to the machine where the sealing key is, and opened there with --from. With --keys they
are opened on this machine: a table (CSV) with names and contacts. Nothing is ever overwritten.

Options:
${filterHelp}
${sealingKeyHelp}
  --from-file <file>     opens a sealed export instead of asking a ledger
${treasuryHelp}
${jsonHelp}

Example, with the key on a machine that is on no network:
  npm run sada -- treasurer export sealed.jsonl --gateway https://give.example --name amina
  npm run sada -- treasurer export donors.csv --from-file sealed.jsonl --keys /media/stick/keys
`

const command = 'treasurer export'

const fromFile = async (path: string): Promise<LedgerRow[]> => {
  try {
    return readSealed(await readFile(path, 'utf8'))
  } catch (cause) {
    const reason = systemCode(cause) ?? (cause instanceof Error ? cause.message : cause)
    throw new CommandError(`cannot read ${path}: ${reason}`, 'Name a file that "treasurer export" wrote.', {
      cause,
    })
  }
}

/** Writes a new file, readable by its owner only. */
const writeNew = async (path: string, text: string): Promise<void> => {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const there = systemCode(cause) === 'EEXIST'
    throw new CommandError(
      there ? `${path} is there already` : `cannot write ${path} (${systemCode(cause)})`,
      'Name another file; nothing is ever overwritten.',
      { cause },
    )
  }
}

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...filterOptions,
      'from-file': { type: 'string' },
      ...sealingKeyOptions,
      ...treasuryOptions,
      ...jsonOption,
    },
  })
  const file = onlyWord(positionals, 'name one file to write', command)
  const filter = filterOf(values, command)
  const { keys, 'from-file': from } = values
  if (from !== undefined && !keys) throw usageError('to open a file, say where the key is: --keys', command)
  const key = await sealingKeyOf(values)
  const rows = from
    ? await fromFile(from)
    : await withTreasury(values, command, (treasury) => allDonations(treasury, filter, true))
  const opened = key ? await openRows(rows, key) : null
  await writeNew(file, opened ? openedCsv(opened) : writeSealed(rows, Date.now()))
  const shut = opened?.filter(({ details }) => details === null).length ?? 0
  createOutput(values.json).result(
    { file, donations: rows.length, opened: opened !== null, notOpened: shut },
    [
      `${rows.length} donations are in ${file}${opened ? ', opened: keep it as you keep the key' : ', sealed'}.`,
      ...(shut > 0 ? [`${shut} of them cannot be opened by this key.`] : []),
    ],
  )
}
