import { parseArgs } from 'node:util'
import { createOutput, jsonHelp, jsonOption } from '../output.ts'
import { usageError } from '../problems.ts'
import { treasuryHelp, treasuryOptions, withTreasury } from '../treasurer/with-treasury.ts'
import { money } from '../treasurer/words.ts'

export const help = `
Usage: npm run sada -- treasurer totals [options]

What was promised and what has arrived, over time, each currency by itself.

Options:
  --by <span>            day or hour (default: day; UTC)
${treasuryHelp}
${jsonHelp}
`

/** Characters of the longest bar. */
const width = 30

export const run = async (argv: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { by: { type: 'string', default: 'day' }, ...treasuryOptions, ...jsonOption },
  })
  const { by } = values
  if (positionals.length > 0) throw usageError(`not understood: ${positionals.join(' ')}`, 'treasurer totals')
  if (by !== 'day' && by !== 'hour') throw usageError('--by is day or hour', 'treasurer totals')
  const spans = await withTreasury(values, 'treasurer totals', (treasury) => treasury.series(by))
  const lines = [...new Set(spans.map(({ currency }) => currency))].flatMap((currency) => {
    const of = spans.filter((one) => one.currency === currency)
    const most = Math.max(...of.map(({ pledged }) => pledged), 1)
    const sum = (member: 'donations' | 'pledged' | 'paid') =>
      of.reduce((total, one) => total + one[member], 0)
    return [
      `${currency}: ${sum('donations')} donations, promised ${money(currency, sum('pledged'))}, paid ${money(currency, sum('paid'))}`,
      ...of.map(
        ({ span, pledged, paid }) =>
          `  ${span.replace('T', ' ')}  ${'█'.repeat(Math.round((pledged / most) * width)).padEnd(width)}  ` +
          `promised ${money(currency, pledged)}, paid ${money(currency, paid)}`,
      ),
    ]
  })
  createOutput(values.json).result({ by, spans }, lines.length === 0 ? ['Nothing yet.'] : lines)
}
