import { useEffect, useRef } from 'preact/hooks'
import type { Giving } from '../../shared/giving.ts'
import { formatMoney } from '../../shared/money.ts'
import { formatDate } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { isolated } from '../grouped.ts'
import type { Entry, Outbox } from '../outbox/outbox.ts'
import { AmountField } from './AmountField.tsx'
import { Choices } from './Choices.tsx'
import { Declarations } from './Declarations.tsx'
import { DonorFields } from './DonorFields.tsx'
import { FieldMessage, invalid } from './FieldMessage.tsx'
import { useForm } from './use-form.ts'
import { addDays, chosenAmount, dayOf } from './validate.ts'

interface Props {
  giving: Giving
  outbox: Outbox
  onGiven: (entry: Entry) => void
}

/** The donation form of the edition. */
export const GiveForm = ({ giving, outbox, onGiven }: Props) => {
  const { language, locale, text: t } = useLanguage()
  const form = useForm(outbox, giving, language, onGiven)
  const element = useRef<HTMLFormElement>(null)
  const refused = form?.refused ?? 0
  const first = form ? [...form.errors.keys()][0] : undefined
  useEffect(() => {
    if (refused === 0 || !first) return
    const control = `[data-field="${first}"] :is(.input, input, select, textarea)`
    const candidates = [...(element.current?.querySelectorAll<HTMLElement>(control) ?? [])]
    const target = candidates.find((one) => one.getAttribute('aria-invalid') === 'true') ?? candidates[0]
    target?.focus()
    // Only a new try moves the focus, not each error that is mended afterwards.
  }, [refused])
  if (!form)
    return (
      <p role="status" class="coming">
        {t.give.loading}
      </p>
    )

  const { draft, change, errors } = form
  const minor = chosenAmount(draft)
  const today = dayOf(Date.now())
  const lastDay = addDays(today, giving.pledgeDays)
  const methods = giving.methods.filter(({ currency }) => currency === draft.currency)
  return (
    <form
      ref={element}
      class="give-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.give()
      }}
    >
      <div role="alert">
        {errors.size > 0 && (
          <p class="give-summary" key={form.refused}>
            {t.give.fix(errors.size)}
          </p>
        )}
      </div>
      <AmountField giving={giving} draft={draft} change={change} error={errors.get('amount')} />
      {giving.commitments.length > 1 && (
        <Choices
          group="commitment"
          legend={t.give.commitment}
          layout="rows"
          choices={giving.commitments.map((value) => ({ value, ...t.give.commitments[value] }))}
          value={draft.commitment}
          onChoose={(commitment) => change({ commitment })}
        />
      )}
      {draft.commitment === 'pledge' && (
        <div class="field" data-field="due">
          <label for="give-due">{t.give.due}</label>
          <input
            id="give-due"
            class="input"
            type="date"
            min={today}
            max={lastDay}
            value={draft.due}
            onInput={(event) => change({ due: event.currentTarget.value })}
            {...invalid('give-due-error', errors.get('due'))}
          />
          <FieldMessage id="give-due-error" error={errors.get('due')} />
          <span class="hint">
            {t.give.latestDay(isolated(formatDate(Date.parse(`${lastDay}T12:00:00`), locale)))}
          </span>
        </div>
      )}
      <Choices
        group="method"
        legend={t.give.method}
        layout="rows"
        choices={methods.map(({ id, name, account }) => ({
          value: id,
          name: name[language],
          hint: account.bank[language],
        }))}
        value={draft.method}
        onChoose={(method) => change({ method })}
        error={errors.get('method')}
      />
      <DonorFields draft={draft} change={change} errors={errors} />
      <Declarations giving={giving} draft={draft} change={change} errors={errors} />
      {form.problem && (
        <ProblemNotice problem={form.problem}>
          <p>{t.give.notKept}</p>
        </ProblemNotice>
      )}
      <button type="submit" class="button button-main give-submit" aria-disabled={form.saving}>
        {minor === null
          ? t.give.submit
          : t.give.submitAmount(isolated(formatMoney({ currency: draft.currency, minor }, locale)))}
      </button>
      <div role="status">{form.saving && <Notice live={false}>{t.give.saving}</Notice>}</div>
      <div class="give-draft soft">
        <span>{t.give.draftKept}</span>
        <button type="button" class="button button-quiet" onClick={form.clear}>
          {t.give.clear}
        </button>
      </div>
    </form>
  )
}
