import { CsvError, parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { columnsOf } from './csv-cells.ts'
import { duplicates } from './duplicates.ts'
import type { Findings } from './findings.ts'
import { inWords, isMissing, pathOf } from './in-words.ts'
import { type FieldPath, readText, type SourceFile } from './source-text.ts'

/** Excel separates by what the country's decimal comma leaves free; column names hold none of these. */
const separators = [',', ';', '\t']

const separatorOf = (text: string): string => {
  const [first = ''] = text.split('\n', 1)
  const count = (separator: string) => first.split(separator).length
  return separators.reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** A row and the line it begins in; a quoted cell may hold several lines. */
interface Row {
  cells: string[]
  line: number
}

/** The rows of a table, empty ones left out; `null` and a finding where it cannot be read as one. */
const parseRows = (file: string, text: string, findings: Findings): Row[] | null => {
  const plain = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  try {
    const records = parse(plain, {
      delimiter: separatorOf(plain),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records
      .map(({ record, info }) => ({
        cells: record,
        line: info.lines - (record.join('').split('\n').length - 1),
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'])
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a quote is opened and never closed'
        : 'a quote where none may be'
    findings.add({ file, ...(line ? { line } : {}), message })
    return null
  }
}

/**
 * Reads a table (CSV, RFC 4180; UTF-8 with or without byte order mark; separated by commas, semicolons or tabs) as a list by the schema of
 * its rows. The first row names the fields, `title.en` the field of a field. Whatever is wrong becomes a finding with line and column.
 * @returns `null` where there is anything wrong
 */
export const readCsv = async <T>(
  root: string,
  file: string,
  row: v.GenericSchema<unknown, T>,
  findings: Findings,
): Promise<SourceFile<T[]> | null> => {
  const text = await readText(root, file, findings, 'save it from Excel as “CSV UTF-8”')
  const rows = text === null ? null : parseRows(file, text, findings)
  if (!rows) return null
  const before = findings.list.length
  const [head, ...body] = rows
  if (!head) {
    findings.add({ file, message: 'this table is empty; its first row names the columns' })
    return null
  }
  const header = head.cells.map((cell) => cell.trim())
  const at = (line: number, field: string, message: string): void =>
    findings.add({ file, line, ...(field ? { field } : {}), message })
  const { unknown, rowOf } = columnsOf(row, header)
  for (const [, column] of duplicates(header)) at(head.line, column, 'this column is there twice')
  for (const column of unknown) at(head.line, column, column ? 'unknown column' : 'a column without a name')
  for (const { cells, line } of body)
    if (cells.length !== header.length)
      at(
        line,
        '',
        `has ${cells.length} cells, not ${header.length} as the first row: is a text with a separator unquoted?`,
      )
  if (findings.list.length > before) return null

  const complain = ([index, ...path]: FieldPath, message: string): void =>
    at(body[Number(index)]?.line ?? head.line, path.join('.'), message)
  const result = v.safeParse(
    v.array(row),
    body.map(({ cells }) => rowOf(cells)),
  )
  if (result.success) return { value: result.output, complain }
  const absent = new Set<string>()
  for (const issue of result.issues) {
    const path = pathOf(issue)
    const column = path.slice(1).join('.')
    const named = header.some((one) => one === column || one.startsWith(`${column}.`))
    if (!isMissing(issue) || named) complain(path, inWords(issue))
    else if (!absent.has(column)) {
      // Once for the column, not once for every row.
      absent.add(column)
      at(head.line, column, `${inWords(issue)}: there is no such column`)
    }
  }
  return null
}
