import { sha256, utf8 } from '../bytes.ts'
import { exponent, parseAmount } from '../money.ts'

/** Money that came in, as a line of a bank statement has it. */
export interface StatementLine {
  /** 1-based row of the table, for who looks it up. */
  row: number
  /** ISO 8601. */
  arrivedOn: string
  currency: string
  minor: number
  /** Whatever the bank wrote about it; names people, so it stays where the statement is. */
  text: string
  /** The bank's own id of the transaction, where there is a column of them. */
  transaction: string | null
}

export interface Statement {
  lines: StatementLine[]
  /** Money that went out, and rows without an amount (opening balance): left out. */
  passedOver: number
}

/** What a table can be read by, where its first row does not say it in words we know. Names as in the table. */
export interface StatementOptions {
  /** Of all amounts, unless the table has a column of currencies. */
  currency: string
  columns?: Partial<Record<Column, string>>
  /** Which comes first in 07/01/2024. Default: as the table shows it, else the day. */
  dateOrder?: 'day' | 'month' | undefined
}
export const columns = ['date', 'amount', 'text', 'currency', 'transaction'] as const
export type Column = (typeof columns)[number]

/** A statement that cannot be read; `message` says why, and holds nothing of what is in it but names of columns. */
export class StatementError extends Error {
  readonly row: number | null
  constructor(message: string, row: number | null = null) {
    super(message)
    this.name = 'StatementError'
    this.row = row
  }
}

/** What banks call their columns, in lower case. `value date` before `date`: the day that counts. */
const names: Record<Column | 'debit', readonly string[]> = {
  date: ['value date', 'booking date', 'transaction date', 'posting date', 'date', 'txn date', 'تاریخ'],
  amount: ['credit', 'credit amount', 'deposit', 'deposits', 'paid in', 'money in', 'amount', 'جمع', 'رقم'],
  debit: ['debit', 'debit amount', 'withdrawal', 'withdrawals', 'paid out', 'money out'],
  text: [
    'description',
    'narration',
    'particulars',
    'details',
    'transaction details',
    'remittance information',
    'remarks',
    'memo',
    'reference',
    'تفصیل',
  ],
  currency: ['currency', 'ccy'],
  transaction: ['transaction id', 'transaction reference', 'txn id', 'bank reference', 'stan', 'rrn'],
}

const plain = (cell: string): string =>
  cell
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, ' ')
    .replace(/ ?\((pkr|usd|[a-z]{3}|rs)\)$/, '')

type Places = Record<'date' | 'amount', number> & {
  text: readonly number[]
  currency: number | undefined
  transaction: number | undefined
}

/** Which cell is which, by the first row; `null` where this row names no columns. */
const placesIn = (cells: readonly string[], wanted: StatementOptions['columns']): Places | null => {
  const heads = cells.map(plain)
  const at = (column: Column): number | undefined => {
    const named = wanted?.[column]
    const found = named !== undefined ? [plain(named)] : names[column]
    const place = found.map((name) => heads.indexOf(name)).find((index) => index >= 0)
    return place
  }
  const [date, amount] = [at('date'), at('amount')]
  if (date === undefined || amount === undefined) return null
  // A bank may spread what the payer wrote over several columns.
  const named = wanted?.text
  const text = heads.flatMap((head, index) =>
    (named === undefined ? names.text.includes(head) : head === plain(named)) ? [index] : [],
  )
  return { date, amount, text, currency: at('currency'), transaction: at('transaction') }
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const numeric = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/
const worded = /^(\d{1,2})[ /-]([a-z]{3})[a-z]*[ ,/-]+(\d{4}|\d{2})$/i
const easternDigits = /[\u0660-\u0669\u06f0-\u06f9]/g
/** Digits of Arabic and Urdu as ASCII. */
export const westernDigits = (text: string): string =>
  text.replace(easternDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))

/** A day that exists, ISO 8601, or `null`. */
const dayOf = (year: number, month: number, day: number): string | null => {
  const full = year < 100 ? 2000 + year : year
  const at = new Date(Date.UTC(full, month - 1, day))
  const good = at.getUTCFullYear() === full && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return good ? at.toISOString().slice(0, 10) : null
}

const dateIn = (cell: string): string =>
  westernDigits(cell)
    .trim()
    .replace(/[ T]\d{1,2}:\d{2}.*$/, '')

/** Reads a date of the forms banks use; `null` where it is none. */
export const parseDate = (cell: string, order: 'day' | 'month'): string | null => {
  const text = dateIn(cell)
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const word = worded.exec(text)
  if (word) return dayOf(Number(word[3]), months.indexOf((word[2] ?? '').toLowerCase()) + 1, Number(word[1]))
  const match = numeric.exec(text)
  if (!match) return null
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return order === 'day' ? dayOf(year, second, first) : dayOf(year, first, second)
}

/** Which of day and month comes first in a table's dates, as far as they show it; `null` where some show one and some the other. */
const orderIn = (cells: readonly string[]): 'day' | 'month' | null => {
  const pairs = cells.flatMap((cell) => {
    const match = numeric.exec(dateIn(cell))
    return match ? [[Number(match[1]), Number(match[2])] as const] : []
  })
  const [day, month] = [pairs.some(([first]) => first > 12), pairs.some(([, second]) => second > 12)]
  if (day && month) return null
  return month ? 'month' : 'day'
}

/** Some write more decimals than a currency has; zeros may be cut off, nothing else. */
const withPlaces = (text: string, places: number): string =>
  text.replace(/\.(\d+)$/, (whole, decimals: string) =>
    /^0*$/.test(decimals.slice(places)) ? `.${decimals.slice(0, places)}` : whole,
  )

/**
 * Minor units of an amount as banks write it: `1,500.00`, `1.500,00`, `1500 CR`, `Rs 1,500/-`, `(200.00)` and `-200.00` for money that went
 * out. 0 for what is empty or nothing, negative for what went out, `null` for what is no amount.
 */
export const parseBankAmount = (cell: string, currency: string): number | null => {
  let text = westernDigits(cell).trim().replace(/\/-$/, '')
  if (text === '' || text === '-') return 0
  const out = /^\(.*\)$|^[-\u2212]|[-\u2212]$|\bdr\.?$/i.test(text)
  text = text
    .replace(/[()\u2212-]/g, '')
    .replace(/\b(cr|dr)\.?$/i, '')
    .replace(new RegExp(`^(${currency}|rs\\.?|[$€£₨])|${currency}$`, 'i'), '')
    .replace(/^\+/, '')
    .trim()
  // A comma before one or two last digits cannot be grouping; then points are.
  if (/^\d{1,3}(\.\d{3})*,\d{1,2}$|^\d+,\d{1,2}$/.test(text))
    text = text.replaceAll('.', '').replace(',', '.')
  if (/^0*(\.0*)?$/.test(text)) return 0
  const minor = parseAmount(withPlaces(text, exponent(currency)), currency)
  return minor === null ? null : out ? -minor : minor
}

/**
 * Reads the table of a statement: rows of cells, as a CSV reader gives them. What stands above the row that names the columns is passed over.
 * @throws StatementError
 */
export const readStatement = (
  rows: readonly (readonly string[])[],
  { currency, columns: wanted, dateOrder }: StatementOptions,
): Statement => {
  const head = rows.findIndex((cells) => placesIn(cells, wanted) !== null)
  const places = placesIn(rows[head] ?? [], wanted)
  if (!places)
    throw new StatementError('no row names a column of dates and one of amounts; say which they are')
  const body = rows
    .map((cells, index) => ({ cells, row: index + 1 }))
    .slice(head + 1)
    .filter(({ cells }) => (cells[places.date] ?? '').trim() !== '')
  const order = dateOrder ?? orderIn(body.map(({ cells }) => cells[places.date] ?? ''))
  if (order === null)
    throw new StatementError('some dates have the day first and some the month; say which it is')
  const lines: StatementLine[] = []
  let passedOver = 0
  for (const { cells, row } of body) {
    const of = places.currency === undefined ? '' : (cells[places.currency] ?? '').trim().toUpperCase()
    const money = /^[A-Z]{3}$/.test(of) ? of : currency
    const minor = parseBankAmount(cells[places.amount] ?? '', money)
    const arrivedOn = parseDate(cells[places.date] ?? '', order)
    // A foot (“Closing balance …”) has neither; a row of a transaction has both.
    if (arrivedOn === null && (minor === null || minor === 0)) {
      passedOver += 1
      continue
    }
    if (minor === null) throw new StatementError('this amount cannot be read', row)
    if (arrivedOn === null) throw new StatementError('this date cannot be read', row)
    if (minor <= 0) {
      passedOver += 1
      continue
    }
    const text = places.text.map((at) => (cells[at] ?? '').trim()).join(' ')
    const transaction = places.transaction === undefined ? '' : (cells[places.transaction] ?? '').trim()
    lines.push({ row, arrivedOn, currency: money, minor, text, transaction: transaction || null })
  }
  return { lines, passedOver }
}

/**
 * The key of each line: what says that two statements tell of the same money. Of the bank's transaction id, or else of account, day, amount,
 * the references in the text and a number among lines that agree in all of these; nothing in it lets a name be guessed, for the gateway
 * keeps it. Two statements number alike where each holds whole days.
 * @param account what tells this account from the organisation's others
 * @param referencesOf the references of donations in a text
 */
export const lineKeys = async (
  account: string,
  lines: readonly StatementLine[],
  referencesOf: (text: string) => readonly string[],
): Promise<string[]> => {
  const facts = lines.map(({ arrivedOn, currency, minor, text, transaction }) =>
    JSON.stringify([account, arrivedOn, currency, minor, transaction ?? [...referencesOf(text)].sort()]),
  )
  // In order of their texts, not of the table: banks turn their lists around.
  const order = [...lines.keys()].sort((a, b) => {
    const [one, other] = [lines[a]?.text ?? '', lines[b]?.text ?? '']
    return one < other ? -1 : one > other ? 1 : a - b
  })
  const seen = new Map<string, number>()
  const numbered: string[] = []
  for (const index of order) {
    const fact = facts[index] ?? ''
    const number = (seen.get(fact) ?? 0) + 1
    seen.set(fact, number)
    numbered[index] = `sada statement line/1 ${number} ${fact}`
  }
  return Promise.all(numbered.map((text) => sha256(utf8(text))))
}

/** What separates the cells of a table: the comma, semicolon or tab there is most of where it begins. */
export const separatorOf = (text: string): string => {
  const count = (separator: string) => text.slice(0, 4000).split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}
