import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Giving } from '../../shared/giving.ts'
import { formatMoney } from '../../shared/money.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Entry, Outbox } from '../outbox/outbox.ts'
import { AmountField } from './AmountField.tsx'
import { Choices } from './Choices.tsx'
import { Declarations } from './Declarations.tsx'
import { DonorFields } from './DonorFields.tsx'
import { DueField } from './DueField.tsx'
import { methodsOf } from './draft-rules.ts'
import { focusField } from './focus-field.ts'
import { Mending } from './Mending.tsx'
import { CardChoices } from './more/CardChoices.tsx'
import { CoverFee } from './more/CoverFee.tsx'
import { ErrorLinks } from './more/ErrorLinks.tsx'
import { GroupingChoice } from './more/GroupingChoice.tsx'
import { MoreFields } from './more/MoreFields.tsx'
import { openRules, type Rules } from './more/rules.ts'
import { formWords } from './more/words.ts'
import './give-form.css'
import { type InWords, useForm } from './use-form.ts'
import { chosenAmount } from './validate.ts'

interface Props {
  giving: Giving
  outbox: Outbox
  onGiven: (entry: Entry) => void
  /** Id of the donation whose mending was just asked for. */
  mending: string | null
}

/** The donation form of the edition; where it asks what this app does not know, nothing is asked at all. */
export const GiveForm = (props: Props) => {
  const rules = useMemo(() => openRules(props.giving), [props.giving])
  return rules ? <Fields {...props} rules={rules} /> : <ProblemNotice problem="minimum-app" />
}

const Fields = ({ giving, outbox, onGiven, mending, rules }: Props & { rules: Rules }) => {
  const { language, locale, text: t } = useLanguage()
  const further = useWords(formWords)
  const form = useForm(outbox, giving, language, rules, onGiven)
  const element = useRef<HTMLFormElement>(null)
  const refused = form?.refused ?? 0
  const first = form ? [...form.errors.keys()][0] : undefined
  useEffect(() => {
    if (refused > 0 && first) focusField(element.current, first)
    // Only a new try moves the focus, not each error that is mended afterwards.
  }, [refused])
  if (!form)
    return (
      <p role="status" class="coming">
        {t.give.loading}
      </p>
    )

  const { draft, change } = form
  const words: Partial<Record<string, string>> = { ...t.give.errors, ...further.errors }
  const errors: InWords = new Map([...form.errors].map(([field, error]) => [field, words[error] ?? '']))
  const minor = chosenAmount(draft)
  const amount = minor === null ? null : { currency: draft.currency, minor }
  const given = amount && formatMoney(amount, locale)
  const slots = { draft, change, errors, giving, rules }
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
          <div class="give-summary" key={form.refused}>
            <p>{t.give.fix(errors.size)}</p>
            <ErrorLinks {...slots} focus={(field) => focusField(element.current, field)} />
          </div>
        )}
      </div>
      {draft.replaces && (
        <Mending replaces={draft.replaces} asked={draft.replaces === mending} outbox={outbox} />
      )}
      <AmountField giving={giving} draft={draft} change={change} error={errors.get('amount')}>
        <GroupingChoice />
      </AmountField>
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
        <DueField
          due={draft.due}
          pledgeDays={giving.pledgeDays}
          onInput={(due) => change({ due })}
          error={errors.get('due')}
        />
      )}
      <Choices
        group="method"
        legend={t.give.method}
        layout="rows"
        choices={methodsOf(giving, draft.currency).map(({ id, name, account }) => ({
          value: id,
          name: <Said text={name} />,
          hint: <Said text={account.bank} />,
        }))}
        value={draft.method}
        onChoose={(method) => change({ method })}
        error={errors.get('method')}
      >
        <CardChoices {...slots} />
      </Choices>
      <CoverFee {...slots} />
      <DonorFields
        draft={draft}
        change={change}
        errors={errors}
        contactRequired={rules.contactRequired(draft)}
      >
        <MoreFields {...slots} />
      </DonorFields>
      <Declarations declarations={rules.declarations(draft)} draft={draft} change={change} errors={errors} />
      {form.problem && (
        <ProblemNotice problem={form.problem}>
          <p>{t.give.notKept}</p>
        </ProblemNotice>
      )}
      <button type="submit" class="button button-main give-submit" aria-disabled={form.saving}>
        {given === null ? t.give.submit : further.submit[draft.commitment](given)}
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
