import { parseArgs } from 'node:util'
import { referenceOf } from '../../shared/reference.ts'
import { openRows } from '../../shared/treasury/opened.ts'
import { payStates } from '../../shared/treasury/treasury.ts'
import { allDonations } from '../../shared/treasury/whole-ledger.ts'
import { readPrivateKey } from '../keys/key-files.ts'
import { createPassphrases, passphraseHelp, passphraseOption } from '../keys/passphrases.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'
import { filterHelp, filterOf, filterOptions } from '../treasurer/filter.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'
import { promised } from '../treasurer/words.ts'

export const help = `
Usage: npm run sada -- treasurer list [options]

Lists donations in order of recording, with what was paid of each. With --keys the donors' names
are opened on this machine; without, they stay sealed.

Options:
${filterHelp}
  --keys <folder>        the organisation's keys, of which the sealing key opens names
${passphraseHelp}
${treasuryHelp}
${jsonHelp}

Example, pledges of which nothing has come:
  npm run sada -- treasurer list --commitment pledge --state ${payStates[0]}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      ...filterOptions,
      keys: { type: 'string' },
      ...passphraseOption,
      ...treasuryOptions,
      ...jsonOption,
    },
  })
  if (positionals.length > 0) throw usageError(`not understood: ${positionals.join(' ')}`, 'treasurer list')
  const filter = filterOf(values, 'treasurer list')
  const key = values.keys
    ? await readPrivateKey(values.keys, 'sealing', createPassphrases({ file: values['passphrase-file'] }))
    : null
  const rows = await withTreasury(values, 'treasurer list', (treasury) =>
    allDonations(treasury, filter, key !== null),
  )
  const opened = key ? await openRows(rows, key) : rows.map((row) => ({ row, details: null }))
  const donations = opened.map(({ row: { sealed: _, ...row }, details }) => ({
    reference: referenceOf(row.id),
    ...row,
    ...(key ? { details } : {}),
  }))
  createOutput(values.json).result({ donations }, [
    ...donations.map((one) =>
      [
        one.reference,
        one.recordedAt.slice(0, 16).replace('T', ' '),
        promised(one).padStart(14),
        `paid ${promised({ currency: one.currency, minor: one.paid, fee: one.paidFee })}`.padEnd(18),
        one.commitment.padEnd(7),
        one.method,
        ...(one.details ? [one.details.name ?? '(no name)', one.details.contact ?? ''] : []),
        ...(key && !one.details ? ['(cannot be opened by this key)'] : []),
      ]
        .join('  ')
        .trimEnd(),
    ),
    `${donations.length} donations`,
  ])
}
