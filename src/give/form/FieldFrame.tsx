import type { ComponentChildren } from 'preact'
import { useText } from '../../ui/language.tsx'
import { FieldMessage } from './FieldMessage.tsx'

interface Props {
  field: string
  label: ComponentChildren
  hint?: string | undefined
  error: string | undefined
  required: boolean
  /** The control, whose id is `give-` and the field's; `invalid` ties it to hint and error. */
  children: ComponentChildren
}

/** What stands around a control: its label, whether it may be left empty, its hint, and what is wrong. */
export const FieldFrame = ({ field, label, hint, error, required, children }: Props) => {
  const t = useText()
  const id = `give-${field}`
  return (
    <div class="field" data-field={field}>
      <label for={id}>
        {label} {!required && <span class="give-optional">({t.give.optional})</span>}
      </label>
      {children}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldMessage id={`${id}-error`} error={error} />
    </div>
  )
}
