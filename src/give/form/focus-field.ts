/** Moves the focus to a field of the form: to the control that is wrong, else to its first. */
export const focusField = (form: HTMLElement | null, field: string): void => {
  const control = `[data-field="${field}"] :is(.input, input, select, textarea)`
  const candidates = [...(form?.querySelectorAll<HTMLElement>(control) ?? [])]
  const target = candidates.find((one) => one.getAttribute('aria-invalid') === 'true') ?? candidates[0]
  target?.focus()
}
