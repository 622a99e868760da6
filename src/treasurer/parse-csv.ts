import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import { StatementError } from '../shared/treasury/statement.ts'

const separatorOf = (text: string): string => {
  const count = (separator: string) => text.slice(0, 4000).split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

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
