import type { ComponentChildren } from 'preact'
import { useText } from '../../ui/language.tsx'
import type { Draft } from '../outbox/draft.ts'
import { Choices } from './Choices.tsx'
import { TextField } from './TextField.tsx'
import type { InWords } from './use-form.ts'
import { longest } from './validate.ts'

interface Props {
  draft: Draft
  change: (patch: Partial<Draft>) => void
  errors: InWords
  contactRequired: boolean
  /** The edition's own fields, after the contact. */
  children?: ComponentChildren
}

const residences = ['home', 'overseas'] as const

/** Who gives, and everything else that only the organisation will read; the note to oneself alone stays on the phone. */
export const DonorFields = ({ draft, change, errors, contactRequired, children }: Props) => {
  const t = useText()
  const text = (field: 'name' | 'contact' | 'message' | 'label') => ({
    field,
    value: draft[field],
    longest: longest[field],
    onInput: (value: string) => change({ [field]: value }),
  })
  return (
    <section class="give-donor" aria-labelledby="give-donor-title">
      <h2 id="give-donor-title">{t.give.donor}</h2>
      <p class="soft">{t.give.donorHint}</p>
      <Choices
        group="residence"
        legend={t.give.residence}
        choices={residences.map((value) => ({ value, name: t.give.residences[value] }))}
        value={draft.residence}
        onChoose={(residence) => change({ residence })}
      />
      <TextField {...text('name')} label={t.give.name} error={errors.get('name')} />
      <TextField
        {...text('contact')}
        label={t.give.contact}
        required={contactRequired}
        error={errors.get('contact')}
      />
      {children}
      <TextField {...text('message')} label={t.give.message} lines={3} error={errors.get('message')} />
      <label class="give-check">
        <input
          type="checkbox"
          checked={draft.anonymous}
          onChange={(event) => change({ anonymous: event.currentTarget.checked })}
        />
        <span>{t.give.anonymous}</span>
      </label>
      <TextField {...text('label')} label={t.give.label} hint={t.give.labelHint} />
    </section>
  )
}
