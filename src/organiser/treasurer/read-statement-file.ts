import { readFile } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import {
  type Column,
  columns,
  readStatement,
  type Statement,
  StatementError,
  separatorOf,
} from '../../shared/treasury/statement.ts'
import { CommandError, systemCode, usageError } from '../problems.ts'

/** The options of the commands that read a statement. */
export const statementOptions = {
  account: { type: 'string' },
  currency: { type: 'string' },
  column: { type: 'string', multiple: true },
  'month-first': { type: 'boolean', default: false },
  separator: { type: 'string' },
} as const

export const statementHelp = `  --account <id>         what the account is called, always the same: the payment method's id
  --currency <code>      currency of the amounts, e.g. PKR
  --column <c>=<name>    how the table calls a column, where it is not seen: ${columns.join(', ')};
                         may be given several times
  --month-first          dates like 01/08/2024 are in January
  --separator <c>        what separates cells (default: the comma, semicolon or tab there is most of)`

export interface StatementValues {
  account?: string | undefined
  currency?: string | undefined
  column?: string[] | undefined
  'month-first': boolean
  separator?: string | undefined
}

const columnsOf = (given: readonly string[], command: string): Partial<Record<Column, string>> => {
  const named: Partial<Record<Column, string>> = {}
  for (const one of given) {
    const [column = '', ...name] = one.split('=')
    if (!columns.some((known) => known === column) || name.join('=') === '')
      throw usageError(`not a column: ${one} (e.g. amount=Credit)`, command)
    named[column as Column] = name.join('=')
  }
  return named
}

/** Reads a bank statement (CSV) with the options of a command. @throws CommandError */
export const readStatementFile = async (
  path: string,
  { account, currency, column = [], 'month-first': monthFirst, separator }: StatementValues,
  command: string,
): Promise<Statement & { account: string }> => {
  if (!account) throw usageError('say which account it is of: --account <id>', command)
  if (!currency || !/^[A-Z]{3}$/.test(currency))
    throw usageError('say the currency of its amounts: --currency PKR', command)
  let text: string
  try {
    text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (cause) {
    throw new CommandError(`cannot read ${path} (${systemCode(cause)})`, 'Name the statement as CSV.', {
      cause,
    })
  }
  try {
    const rows = parse(text, {
      delimiter: separator ?? separatorOf(text),
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][]
    const statement = readStatement(rows, {
      currency,
      columns: columnsOf(column, command),
      dateOrder: monthFirst ? 'month' : undefined,
    })
    return { ...statement, account }
  } catch (error) {
    if (!(error instanceof StatementError) && !(error instanceof CsvError)) throw error
    const where = error instanceof StatementError && error.row !== null ? ` (row ${error.row})` : ''
    const message = error instanceof StatementError ? error.message : 'this is no CSV'
    throw new CommandError(`${path}${where}: ${message}`, `See: npm run sada -- ${command} --help`)
  }
}
