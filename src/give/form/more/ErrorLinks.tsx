import { useLanguage, useWords } from '../../../ui/language.tsx'
import type { Field } from '../validate.ts'
import type { Slots } from './slots.ts'
import { formWords } from './words.ts'

/** Each thing that needs mending, with the way to it; stands in the announced summary at the form's head. */
export const ErrorLinks = ({ errors, giving, rules, focus }: Slots & { focus: (field: Field) => void }) => {
  const { language, text } = useLanguage()
  const t = text.give
  const labels: Partial<Record<Field, string>> = {
    amount: t.amount,
    due: t.due,
    method: t.method,
    name: t.name,
    contact: t.contact,
    message: t.message,
    tribute: useWords(formWords).tribute.name,
    ...Object.fromEntries((rules.form.fields ?? []).map(({ id, label }) => [`field-${id}`, label[language]])),
    ...Object.fromEntries(
      giving.declarations.map(({ id, text: words }) => [`declaration-${id}`, words[language]]),
    ),
  }
  return (
    <ul class="give-errors">
      {[...errors].map(([field, error]) => (
        <li key={field}>
          <a
            href={`#${field}`}
            onClick={(event) => {
              // The field is told by its mark, not by the address.
              event.preventDefault()
              focus(field)
            }}
          >
            <bdi>{labels[field]}</bdi>
          </a>
          {' – '}
          {error}
        </li>
      ))}
    </ul>
  )
}
