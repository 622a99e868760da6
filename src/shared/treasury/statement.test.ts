import { describe, expect, it } from 'vitest'
import { lineKeys, parseBankAmount, parseDate, readStatement, StatementError } from './statement.ts'

describe('parseBankAmount', () => {
  it.each([
    ['1,500.00', 150_000],
    ['1500', 150_000],
    ['1500.5', 150_050],
    ['1.500,00', 150_000],
    ['1500,50', 150_050],
    ['15,00,000', 150_000_000],
    ['Rs 1,500/-', 150_000],
    ['Rs. 1,500', 150_000],
    ['PKR 1,500.00', 150_000],
    ['1,500.00 PKR', 150_000],
    ['1,500.00 CR', 150_000],
    ['+1,500.00', 150_000],
    ['1,500.0000', 150_000],
    ['۱٬۵۰۰٫۲۵', 150_025],
    ['1,500.00 DR', -150_000],
    ['(1,500.00)', -150_000],
    ['-1,500.00', -150_000],
    ['1,500.00-', -150_000],
    ['', 0],
    ['-', 0],
    ['0.00', 0],
    ['1,500.001', null],
    ['see overleaf', null],
    ['1.2.3', null],
  ])('%s', (cell, minor) => expect(parseBankAmount(cell, 'PKR')).toBe(minor))
  it('knows how many decimals a currency has', () => {
    expect([parseBankAmount('1,500', 'JPY'), parseBankAmount('1.500', 'KWD')]).toEqual([1500, 1500])
    expect(parseBankAmount('1500.00', 'JPY')).toBe(1500)
  })
})

describe('parseDate', () => {
  it.each([
    ['2024-01-08', '2024-01-08'],
    ['08/01/2024', '2024-01-08'],
    ['8.1.24', '2024-01-08'],
    ['08-Jan-2024', '2024-01-08'],
    ['8 January, 2024', '2024-01-08'],
    ['2024-01-08 13:45:10', '2024-01-08'],
    ['۰۸/۰۱/۲۰۲۴', '2024-01-08'],
    ['31/02/2024', null],
    ['Total', null],
    ['', null],
  ])('%s', (cell, day) => expect(parseDate(cell, 'day')).toBe(day))
  it('takes the month first where it is told to', () =>
    expect(parseDate('01/08/2024', 'month')).toBe('2024-01-08'))
})

describe('readStatement', () => {
  it('finds the columns below what a bank writes above them, and leaves out what went out', () => {
    const rows = [
      ['Statement of account', '', ''],
      ['Account', '0001-2345', ''],
      ['Value Date', 'Narration', 'Withdrawal', 'Deposit', 'Balance'],
      ['08/01/2024', 'Opening', '', '', '5,000.00'],
      ['08/01/2024', 'IBFT from Bulbul SD 1234', '', '1,500.00', '6,500.00'],
      ['09/01/2024', 'Fee', '20.00', '', '6,480.00'],
      ['13/01/2024', 'Cash', '', '300', '6,780.00'],
      ['', '', '', '', ''],
      ['Closing balance', '', '', '', '6,780.00'],
    ]
    expect(readStatement(rows, { currency: 'PKR' })).toEqual({
      lines: [
        {
          row: 5,
          arrivedOn: '2024-01-08',
          currency: 'PKR',
          minor: 150_000,
          text: 'IBFT from Bulbul SD 1234',
          transaction: null,
        },
        { row: 7, arrivedOn: '2024-01-13', currency: 'PKR', minor: 30_000, text: 'Cash', transaction: null },
      ],
      passedOver: 3,
    })
  })

  it('takes currencies, transaction ids and texts in several columns, and names of its own', () => {
    const rows = [
      ['\ufeffTag', 'Wert', 'Description', 'Remarks', 'CCY', 'Transaction ID'],
      ['2024-01-08', '25,00', 'Wire', 'SD77', 'usd', 'T9'],
    ]
    const options = { currency: 'PKR', columns: { date: 'Tag', amount: 'wert' } }
    expect(readStatement(rows, options).lines).toEqual([
      { row: 2, arrivedOn: '2024-01-08', currency: 'USD', minor: 2500, text: 'Wire SD77', transaction: 'T9' },
    ])
  })

  it('sees which of day and month comes first, and asks where it cannot', () => {
    const rows = (...dates: string[]) => [['Date', 'Amount'], ...dates.map((date) => [date, '5'])]
    const days = (...dates: string[]) =>
      readStatement(rows(...dates), { currency: 'USD' }).lines.map(({ arrivedOn }) => arrivedOn)
    expect(days('01/02/2024', '13/02/2024')).toEqual(['2024-02-01', '2024-02-13'])
    expect(days('01/02/2024', '02/13/2024')).toEqual(['2024-01-02', '2024-02-13'])
    expect(days('01/02/2024')).toEqual(['2024-02-01'])
    expect(() => days('13/02/2024', '02/13/2024')).toThrow(StatementError)
  })

  it('refuses what it cannot read, rather than leave money out', () => {
    const read =
      (...rows: string[][]) =>
      () =>
        readStatement([['Date', 'Amount'], ...rows], { currency: 'USD' })
    expect(read(['2024-01-08', 'five'])).toThrow('this amount cannot be read')
    expect(read(['8th of January', '5'])).toThrow('this date cannot be read')
    expect(() => readStatement([['a', 'b']], { currency: 'USD' })).toThrow('no row names a column')
  })
})

describe('lineKeys', () => {
  const line = (text: string, more = {}) => ({
    row: 1,
    arrivedOn: '2024-01-08',
    currency: 'PKR',
    minor: 5,
    text,
    transaction: null,
    ...more,
  })
  const none = () => []
  it('tell lines apart, and are the same whatever order a bank lists them in', async () => {
    const lines = [line('a'), line('b'), line('b'), line('c', { minor: 6 }), line('d', { transaction: 'T1' })]
    const keys = await lineKeys('bank', lines, none)
    expect(new Set(keys).size).toBe(5)
    const turned = await lineKeys('bank', lines.toReversed(), none)
    expect(turned.toSorted()).toEqual(keys.toSorted())
    expect(turned.at(-1)).toBe(keys[0])
    expect(await lineKeys('wire', lines, none)).not.toContain(keys[0])
  })
  it('do not depend on a name, so that no name can be guessed from them', async () => {
    const [one] = await lineKeys('bank', [line('from Bulbul')], none)
    const [other] = await lineKeys('bank', [line('from Amina')], none)
    expect(one).toBe(other)
    const [known] = await lineKeys('bank', [line('x', { transaction: 'T1' })], none)
    expect(known).toBe((await lineKeys('bank', [line('y', { transaction: 'T1' })], none))[0])
  })
  it('go by the references in the text', async () => {
    const referencesOf = (text: string) => text.split(' ')
    const [one, other] = await lineKeys('bank', [line('SD1 SD2'), line('SD3')], referencesOf)
    expect(one).not.toBe(other)
    expect(one).toBe((await lineKeys('bank', [line('SD2 SD1')], referencesOf))[0])
  })
})
