import { useState } from 'preact/hooks'
import { readStatement, type Statement, StatementError } from '../shared/treasury/statement.ts'
import { parseCsv } from './parse-csv.ts'
import { useSpeech } from './words-context.ts'

const read = async (form: HTMLFormElement): Promise<Statement & { account: string }> => {
  const given = new FormData(form)
  const text = (name: string): string => String(given.get(name) ?? '').trim()
  const file = given.get('statement')
  const rows = parseCsv(file instanceof File ? await file.text() : '')
  const columns = Object.fromEntries(
    (['date', 'amount', 'text'] as const).flatMap((column) =>
      text(column) === '' ? [] : [[column, text(column)]],
    ),
  )
  const statement = readStatement(rows, {
    currency: text('currency').toUpperCase(),
    columns,
    dateOrder: given.get('month-first') === null ? undefined : 'month',
  })
  return { ...statement, account: text('account').toLowerCase() }
}

/** Takes a bank statement and hands on what it says. */
export const StatementForm = ({
  busy,
  match,
}: {
  busy: boolean
  match(statement: Statement & { account: string }): void
}) => {
  const { t } = useSpeech()
  const [wrong, setWrong] = useState<StatementError | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setWrong(null)
    try {
      match(await read(event.currentTarget as HTMLFormElement))
    } catch (error) {
      if (!(error instanceof StatementError)) throw error
      setWrong(error)
    }
  }
  return (
    <form class="card fields" onSubmit={submit}>
      <p class="whole">{t.statementHint}</p>
      <label class="field">
        {t.statementFile}
        <input name="statement" type="file" accept=".csv,text/csv" required />
      </label>
      <label class="field">
        {t.account}
        <input name="account" required autocapitalize="none" dir="ltr" />
      </label>
      <label class="field">
        {t.currency}
        <input name="currency" required maxLength={3} pattern="[A-Za-z]{3}" placeholder="PKR" dir="ltr" />
      </label>
      <details class="whole" open={wrong !== null}>
        <summary>{t.columns}</summary>
        <div class="fields">
          <label class="field">
            {t.columnDate}
            <input name="date" />
          </label>
          <label class="field">
            {t.columnAmount}
            <input name="amount" />
          </label>
          <label class="field">
            {t.columnText}
            <input name="text" />
          </label>
          <label class="check">
            <input name="month-first" type="checkbox" /> {t.monthFirst}
          </label>
        </div>
      </details>
      {wrong && (
        <p class="problem whole" role="alert">
          {t.notRead}
          {wrong.row !== null && ` (${t.row(wrong.row)})`}
        </p>
      )}
      <button type="submit" class="button button-main" disabled={busy}>
        {t.match}
      </button>
    </form>
  )
}
