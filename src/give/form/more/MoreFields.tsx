import { useWords } from '../../../ui/language.tsx'
import { Choices } from '../Choices.tsx'
import { TextField } from '../TextField.tsx'
import { longest } from '../validate.ts'
import { FieldInput } from './FieldInput.tsx'
import { changeMore, type Slots } from './slots.ts'
import { formWords } from './words.ts'

/** In whose honour or memory a gift is given. */
const Tribute = (slots: Slots) => {
  const t = useWords(formWords).tribute
  const { draft, errors } = slots
  const kind = draft.more?.tribute
  return (
    <>
      <Choices
        group="tribute-kind"
        legend={t.title}
        choices={(['none', 'honour', 'memory'] as const).map((value) => ({ value, name: t[value] }))}
        value={kind ?? 'none'}
        onChoose={(value) => changeMore(slots, { tribute: value === 'none' ? undefined : value })}
      />
      {kind && (
        <TextField
          field="tribute"
          label={t.name}
          value={draft.more?.tributeName ?? ''}
          longest={longest.name}
          required
          error={errors.get('tribute')}
          onInput={(tributeName) => changeMore(slots, { tributeName })}
        />
      )}
    </>
  )
}

/** The fields this edition asks of this donor, and the tribute. What is asked for changes with what was chosen above. */
export const MoreFields = (slots: Slots) => (
  <>
    {slots.rules.asked(slots.draft).map((field) => (
      <FieldInput key={field.id} field={field} {...slots} />
    ))}
    {slots.rules.form.tribute && <Tribute {...slots} />}
  </>
)
