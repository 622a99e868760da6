import { useText } from '../../ui/language.tsx'
import { FieldMessage, invalid } from './FieldMessage.tsx'
import type { FieldError } from './validate.ts'

interface Props {
  field: string
  label: string
  hint?: string
  value: string
  longest: number
  lines?: number
  autocomplete?: 'name' | 'off'
  error?: FieldError | undefined
  onInput: (value: string) => void
}

/** An optional text; takes either writing direction, whatever the screen's. */
export const TextField = ({
  field,
  label,
  hint,
  value,
  longest,
  lines,
  autocomplete,
  error,
  onInput,
}: Props) => {
  const t = useText()
  const id = `give-${field}`
  const shared = {
    id,
    class: 'input',
    dir: 'auto',
    value,
    maxLength: longest,
    autocomplete: autocomplete ?? 'off',
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    ...(hint ? { 'aria-describedby': `${id}-hint` } : {}),
    ...invalid(`${id}-error`, error),
  } as const
  return (
    <div class="field" data-field={field}>
      <label for={id}>
        {label} <span class="give-optional">({t.give.optional})</span>
      </label>
      {lines ? <textarea {...shared} rows={lines} /> : <input {...shared} type="text" />}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldMessage id={`${id}-error`} error={error} />
    </div>
  )
}
