import type { ComponentChildren } from 'preact'
import { FieldFrame } from './FieldFrame.tsx'
import { invalid } from './FieldMessage.tsx'

interface Props {
  field: string
  label: ComponentChildren
  hint?: string
  value: string
  longest: number
  lines?: number
  error?: string | undefined
  required?: boolean
  /** A number or code: written from left to right, in any language. */
  code?: boolean
  onInput: (value: string) => void
}

/** A text, optional unless said; takes either writing direction, whatever the screen's. */
export const TextField = ({
  field,
  label,
  hint,
  value,
  longest,
  lines,
  error,
  required = false,
  code = false,
  onInput,
}: Props) => {
  const id = `give-${field}`
  const shared = {
    id,
    class: 'input',
    dir: code ? 'ltr' : 'auto',
    value,
    maxLength: longest,
    // Any other value, `name` too, and Chromium writes what is typed into its session file in clear (tests/e2e/safe-traces.test.ts). Who gives is
    // nobody's to find, so the browser may not help to fill it in (WCAG 2.2, 1.3.5, knowingly).
    autocomplete: 'off',
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    'aria-required': required,
    ...invalid(`${id}-error`, error, hint && `${id}-hint`),
  } as const
  return (
    <FieldFrame field={field} label={label} hint={hint} error={error} required={required}>
      {lines ? <textarea {...shared} rows={lines} /> : <input {...shared} type="text" />}
    </FieldFrame>
  )
}
