/** What is wrong, right at the field. The field names it in `aria-describedby`, so it is read when the focus comes. */
export const FieldMessage = ({ id, error }: { id: string; error: string | undefined }) =>
  error ? (
    <p class="error" id={id}>
      {error}
    </p>
  ) : null

/** Attributes that tie a control to its error and to a hint that is always there. */
export const invalid = (id: string, error: string | undefined, hint?: string) => ({
  ...(error ? { 'aria-invalid': true as const } : {}),
  ...(error || hint ? { 'aria-describedby': [error && id, hint].filter(Boolean).join(' ') } : {}),
})
