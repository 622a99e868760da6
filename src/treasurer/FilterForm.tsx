import { commitments } from '../shared/commitment.ts'
import { type LedgerFilter, payStates } from '../shared/treasury/treasury.ts'
import { useSpeech } from './words-context.ts'

const read = (form: HTMLFormElement): LedgerFilter => {
  const given = new FormData(form)
  const text = (name: string): string | undefined => String(given.get(name) ?? '').trim() || undefined
  const state = text('state')
  return {
    currency: text('currency')?.toUpperCase(),
    commitment: text('commitment'),
    from: text('from'),
    to: text('to'),
    state: payStates.find((one) => one === state),
  }
}

/** What narrows the list. */
export const FilterForm = ({ show }: { show(filter: LedgerFilter): void }) => {
  const { t } = useSpeech()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    show(read(event.currentTarget as HTMLFormElement))
  }
  return (
    <form class="card fields" onSubmit={submit}>
      <label class="field">
        {t.currency}
        <input name="currency" maxLength={3} pattern="[A-Za-z]{3}" placeholder="PKR" dir="ltr" />
      </label>
      <label class="field">
        {t.commitment}
        <select name="commitment">
          <option value="">{t.any}</option>
          {commitments.map((one) => (
            <option key={one} value={one}>
              {t.commitments[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t.state}
        <select name="state">
          <option value="">{t.any}</option>
          {payStates.map((one) => (
            <option key={one} value={one}>
              {t.states[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t.from}
        <input name="from" type="date" />
      </label>
      <label class="field">
        {t.to}
        <input name="to" type="date" />
      </label>
      <button type="submit" class="button button-main">
        {t.show}
      </button>
    </form>
  )
}
