import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import { StatementError, separatorOf } from '../shared/treasury/statement.ts'

/** The rows of a CSV file. @throws StatementError */
export const parseCsv = (text: string): string[][] => {
  const plain = text.replace(/^\ufeff/, '')
  try {
    return parse(plain, {
      delimiter: separatorOf(plain),
      relax_column_count: true,
      relax_quotes: true,
    }) as string[][]
  } catch (error) {
    if (error instanceof CsvError) throw new StatementError('this is no CSV')
    throw error
  }
}
