import { longestField } from '../../../shared/donation.ts'
import type { FormField } from '../../../shared/form.ts'
import { useLanguage, useWords } from '../../../ui/language.tsx'
import { Said } from '../../../ui/Said.tsx'
import { FieldFrame } from '../FieldFrame.tsx'
import { invalid } from '../FieldMessage.tsx'
import { TextField } from '../TextField.tsx'
import { changeMore, type Slots } from './slots.ts'
import { formWords } from './words.ts'

/** A field of the edition's own form. */
export const FieldInput = ({ field, ...slots }: Slots & { field: FormField }) => {
  const { language } = useLanguage()
  const t = useWords(formWords)
  const { draft, errors, rules } = slots
  const name = `field-${field.id}` as const
  const error = errors.get(name)
  const required = rules.required(field, draft)
  const value = draft.more?.fields?.[field.id] ?? ''
  const onInput = (typed: string) =>
    changeMore(slots, { fields: { ...draft.more?.fields, [field.id]: typed } })
  const hints = [
    field.hint?.[language],
    field.type === 'identity' && t.identityHint(field.example.replaceAll('-', '\u2011')),
  ].filter(Boolean)
  const hint = hints.length > 0 ? hints.join(' ') : undefined
  if (field.type !== 'choice')
    return (
      <TextField
        field={name}
        label={<Said text={field.label} />}
        {...(hint && { hint })}
        value={value}
        longest={longestField}
        error={error}
        required={required}
        code={field.type === 'identity'}
        onInput={onInput}
      />
    )
  const id = `give-${name}`
  return (
    <FieldFrame
      field={name}
      label={<Said text={field.label} />}
      hint={hint}
      error={error}
      required={required}
    >
      <select
        id={id}
        class="input"
        value={value}
        aria-required={required}
        onChange={(event) => onInput(event.currentTarget.value)}
        {...invalid(`${id}-error`, error, hint && `${id}-hint`)}
      >
        <option value="">{t.choose}</option>
        {field.options.map((option) => (
          <option key={option.value} value={option.value} dir="auto">
            {option.name[language]}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
