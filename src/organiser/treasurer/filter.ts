import { type LedgerFilter, payStates } from '../../shared/treasury/treasury.ts'
import { usageError } from '../problems.ts'

/** The options that narrow a list of donations. */
export const filterOptions = {
  currency: { type: 'string' },
  commitment: { type: 'string' },
  method: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  state: { type: 'string' },
} as const

export const filterHelp = `  --currency <code>, --commitment <c>, --method <id>
                         only of these
  --from, --to <day>     only those recorded on these days or between, e.g. 2024-01-07 (UTC)
  --state <s>            only ${payStates.join(', ')}`

/** What was typed, checked. @throws CommandError */
export const filterOf = (
  {
    currency,
    commitment,
    method,
    from,
    to,
    state,
  }: Partial<Record<keyof typeof filterOptions, string | undefined>>,
  command: string,
): LedgerFilter => {
  for (const day of [from, to])
    if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))
      throw usageError(`not a day: ${day} (e.g. 2024-01-07)`, command)
  const known = payStates.find((one) => one === state)
  if (state !== undefined && known === undefined)
    throw usageError(`not a state: ${state} (${payStates.join(', ')})`, command)
  return { currency, commitment, method, from, to, state: known }
}
