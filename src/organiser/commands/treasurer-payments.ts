import { parseArgs } from 'node:util'
import { referenceOf } from '../../shared/reference.ts'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'
import { money } from '../treasurer/words.ts'

export const help = `
Usage: npm run sada -- treasurer payments [options]

Shows payments and counter-entries, the newest first, and who entered them.

Options:
  --limit <n>            how many, up to 1000 (default: 50)
  --audit                shows the audit log instead: who did what
${treasuryHelp}
${jsonHelp}
`

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      limit: { type: 'string', default: '50' },
      audit: { type: 'boolean', default: false },
      ...treasuryOptions,
      ...jsonOption,
    },
  })
  const limit = Number(values.limit)
  if (positionals.length > 0)
    throw usageError(`not understood: ${positionals.join(' ')}`, 'treasurer payments')
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw usageError('--limit is a number from 1 to 1000', 'treasurer payments')
  const output = createOutput(values.json)
  if (values.audit) {
    const entries = await withTreasury(values, 'treasurer payments', (treasury) => treasury.audit(limit))
    output.result(
      { entries },
      entries.map(
        ({ at, treasurer, action, detail }) => `${at}  ${treasurer}  ${action}  ${JSON.stringify(detail)}`,
      ),
    )
    return
  }
  const { payments } = await withTreasury(values, 'treasurer payments', (treasury) =>
    treasury.payments({ limit }),
  )
  output.result(
    { payments },
    payments.map((one) =>
      [
        one.id,
        one.arrivedOn,
        money(one.currency, one.minor).padStart(14),
        one.donation ? referenceOf(one.donation) : 'no donation',
        `by ${one.recordedBy ?? 'nobody known'}`,
        one.fee === 0 ? '' : `of it ${money(one.currency, one.fee)} for the fee`,
        one.undoes ? `undoes ${one.undoes}` : one.undone ? 'undone' : '',
      ]
        .filter((cell) => cell !== '')
        .join('  '),
    ),
  )
}
