import { parseArgs } from 'node:util'
import { restoreLedger } from '../../gateway/gateway.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { onlyWord, usageError } from '../problems.ts'
import { factLines } from '../treasurer/ledger-facts.ts'
import { inLedger, onlySqlite } from './gateway-backup.ts'

export const help = `
Usage: npm run sada -- gateway restore <file> --data <folder> [options]

Puts a backup into a data folder that has no ledger yet, after it was looked through as "gateway
backup" does. A damaged backup is refused, and nothing is ever overwritten. What was recorded
after the backup is not in it; phones that still hold a receipt for it show it as recorded.

Options:
  --data <folder>  the data folder; made when absent
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { data: { type: 'string' }, ...jsonOption },
  })
  const file = onlyWord(positionals, 'name one backup', 'gateway restore')
  if (!values.data) throw usageError('say where it goes: --data <folder>', 'gateway restore')
  onlySqlite('gateway restore')
  const facts = await inLedger(restoreLedger(file, values.data), 'Nothing was put there.')
  createOutput(values.json).result({ data: values.data, ...facts }, [
    `Restored into ${values.data}:`,
    ...factLines(facts),
  ])
}
