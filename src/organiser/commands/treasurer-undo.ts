import { parseArgs } from 'node:util'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { CommandError, onlyWord } from '../problems.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'

export const help = `
Usage: npm run sada -- treasurer undo <payment> [options]

Takes a payment back by a counter-entry: both stay in the ledger, and the statement's line may be
confirmed again, for this donation or another. "treasurer payments" shows the ids of payments.

Options:
${treasuryHelp}
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { ...treasuryOptions, ...jsonOption },
  })
  const payment = onlyWord(positionals, 'name one payment', 'treasurer undo')
  const outcome = await withTreasury(values, 'treasurer undo', (treasury) => treasury.undo(payment))
  if (outcome === 'absent')
    throw new CommandError(`no payment of a statement has the id ${payment}`, 'See: treasurer payments')
  if (outcome === 'counter-entry')
    throw new CommandError(
      `${payment} is a counter-entry itself`,
      'Confirm the statement’s line again instead.',
    )
  createOutput(values.json).result({ payment, outcome }, [
    outcome === 'undone' ? `${payment} is taken back.` : `${payment} was taken back before.`,
  ])
}
