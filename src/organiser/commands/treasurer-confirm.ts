import { parseArgs } from 'node:util'
import { referenceOf } from '../../shared/reference.ts'
import type { NewPayment, PayAnswer } from '../../shared/treasury/treasury.ts'
import { enterAll, findDonation, matchStatement, paymentOf } from '../../shared/treasury/whole-ledger.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, onlyWord, PartlyDone, usageError } from '../problems.ts'
import { readStatementFile, statementHelp, statementOptions } from '../treasurer/read-statement-file.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'
import { money } from '../treasurer/words.ts'

export const help = `
Usage: npm run sada -- treasurer confirm <statement.csv> --account <id> --currency <code> [options]

Enters payments out of a bank statement: all that "treasurer reconcile" calls sure, and single rows
a person has decided on. A line is entered once, however often it is confirmed, by whoever; "treasurer
undo" takes one back. Exit code 1 where a payment was refused; the others are entered all the same.

Options:
  --sure                 the sure ones
  --row <n>=<donation>   this row is for this donation, by its reference or id; may be given
                         several times
${statementHelp}
${treasuryHelp}
${jsonHelp}
`

const command = 'treasurer confirm'

const decisionOf = (typed: string): { row: number; donation: string } => {
  const [row = '', ...donation] = typed.split('=')
  if (!/^\d+$/.test(row) || donation.join('=') === '')
    throw usageError(`not a decision: ${typed} (e.g. --row 7="SD 7K2M 9QXA 04TR 51")`, command)
  return { row: Number(row), donation: donation.join('=') }
}

const outcomeWords: Record<PayAnswer['outcome'], string> = {
  entered: 'entered',
  known: 'entered before',
  taken: 'not entered: this line is another donation’s; undo that first',
  'unknown-donation': 'not entered: there is no such donation',
  'other-currency': 'not entered: the donation is in another currency',
}

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      sure: { type: 'boolean', default: false },
      row: { type: 'string', multiple: true, default: [] },
      ...statementOptions,
      ...treasuryOptions,
      ...jsonOption,
    },
  })
  const file = onlyWord(positionals, 'name one statement', command)
  const decisions = values.row.map(decisionOf)
  if (!values.sure && decisions.length === 0) throw usageError('say what: --sure, or --row', command)
  const { lines, account } = await readStatementFile(file, values, command)
  const { payments, answers } = await withTreasury(values, command, async (treasury) => {
    const { matched, donations } = await matchStatement(treasury, lines, account)
    const decided = decisions.map(({ row, donation }) => {
      const one = matched.find(({ line }) => line.row === row)
      if (!one) throw new CommandError(`row ${row} holds no money that came in`, 'Nothing was entered.')
      const meant = findDonation(donations, donation)
      if (!meant) throw new CommandError(`there is no donation ${donation}`, 'Nothing was entered.')
      return paymentOf(one, meant)
    })
    const keys = new Set(decided.map(({ line }) => line))
    const sure = values.sure
      ? matched.flatMap((one) =>
          one.match.kind === 'sure' && !keys.has(one.key) ? [paymentOf(one, one.match.donation)] : [],
        )
      : []
    const all: NewPayment[] = [...decided, ...sure]
    return { payments: all, answers: await enterAll(treasury, all) }
  })
  const count = (...outcomes: PayAnswer['outcome'][]) =>
    answers.filter(({ outcome }) => outcomes.includes(outcome)).length
  const entered = count('entered')
  const refused = answers.length - count('entered', 'known')
  createOutput(values.json).result(
    {
      entered,
      refused,
      payments: payments.map(({ donation, currency, minor, arrivedOn }, index) => ({
        donation,
        currency,
        minor,
        arrivedOn,
        ...answers[index],
      })),
    },
    [
      ...payments.map(
        ({ donation, currency, minor }, index) =>
          `${referenceOf(donation)}  ${money(currency, minor).padStart(14)}  ${outcomeWords[answers[index]?.outcome ?? 'unknown-donation']}` +
          (answers[index]?.outcome === 'entered' ? `  (payment ${answers[index].payment})` : ''),
      ),
      `${entered} entered`,
    ],
  )
  if (refused > 0)
    throw new PartlyDone(
      `${refused} of ${answers.length} payments were not entered`,
      'Each says why in the list; what is entered stays. Mend these and confirm again.',
    )
}
