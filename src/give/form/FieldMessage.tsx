import { useText } from '../../ui/language.tsx'
import type { FieldError } from './validate.ts'

/** What is wrong, right at the field. The field names it in `aria-describedby`, so it is read when the focus comes. */
export const FieldMessage = ({ id, error }: { id: string; error: FieldError | undefined }) => {
  const t = useText()
  return error ? (
    <p class="error" id={id}>
      {t.give.errors[error]}
    </p>
  ) : null
}

/** Attributes that tie a control to its error. */
export const invalid = (id: string, error: FieldError | undefined) =>
  error ? { 'aria-invalid': true, 'aria-describedby': id } : {}
