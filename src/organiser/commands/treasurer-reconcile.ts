import { parseArgs } from 'node:util'
import { referenceOf } from '../../shared/reference.ts'
import { type Matched, matchStatement } from '../../shared/treasury/whole-ledger.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'
import { readStatementFile, statementHelp, statementOptions } from '../treasurer/read-statement-file.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'
import { matchLines, money } from '../treasurer/words.ts'

export const help = `
Usage: npm run sada -- treasurer reconcile <statement.csv> --account <id> --currency <code> [options]

Matches a bank statement with the ledger and shows what it found; enters nothing ("treasurer
confirm" does). Sure: reference, amount and currency are those of one donation that is not paid;
where the donor covers the fee, the amount alone, or with the fee or a part of it.
Unsure: a person decides. The statement stays on this machine: the gateway is only ever told keys
that name nobody, amounts and days. Give it statements of whole days, so that no line is taken for
another one.

Options:
${statementHelp}
${treasuryHelp}
${jsonHelp}
`

/** A matched line as a program reads it: no text of the bank's. */
const told = ({ line: { row, arrivedOn, currency, minor }, match }: Matched) => ({
  row,
  arrivedOn,
  currency,
  minor,
  ...(match.kind === 'sure' ? { kind: match.kind, donation: match.donation.id } : {}),
  ...(match.kind === 'unsure'
    ? {
        kind: match.kind,
        candidates: match.candidates.map(({ donation, doubt }) => ({ donation: donation.id, doubt })),
        more: match.more,
      }
    : {}),
  ...(match.kind === 'entered' || match.kind === 'unknown' ? match : {}),
})

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { ...statementOptions, ...treasuryOptions, ...jsonOption },
  })
  const [file, ...rest] = positionals
  if (!file || rest.length > 0) throw usageError('name one statement', 'treasurer reconcile')
  const { lines, passedOver, account } = await readStatementFile(file, values, 'treasurer reconcile')
  const { matched } = await withTreasury(values, 'treasurer reconcile', (treasury) =>
    matchStatement(treasury, lines, account),
  )
  const count = (kind: string) => matched.filter(({ match }) => match.kind === kind).length
  const sums = {
    sure: count('sure'),
    unsure: count('unsure'),
    unknown: count('unknown'),
    entered: count('entered'),
  }
  createOutput(values.json).result({ ...sums, passedOver, lines: matched.map(told) }, [
    ...matched.flatMap(({ line, match }) => {
      const [first = '', ...more] = matchLines(match)
      const head = `row ${String(line.row).padEnd(5)} ${line.arrivedOn} ${money(line.currency, line.minor).padStart(14)}  `
      return [`${head}${first}`, ...more.map((one) => ' '.repeat(head.length) + one)]
    }),
    `${sums.sure} sure, ${sums.unsure} unsure, ${sums.unknown} unknown, ${sums.entered} entered before; ${passedOver} rows without money that came in`,
    ...(sums.sure > 0 ? ['Enter the sure ones: treasurer confirm … --sure'] : []),
    ...(sums.unsure > 0
      ? [`Decide an unsure one: treasurer confirm … --row <row>="${referenceOf(exampleOf(matched))}"`]
      : []),
  ])
}

const exampleOf = (matched: readonly Matched[]): string => {
  for (const { match } of matched)
    if (match.kind === 'unsure') return match.candidates[0]?.donation.id as string
  throw new TypeError('nothing is unsure')
}
