/** Moves the focus to the content, so that a screen reader and the keyboard arrive too. */
export const focusMain = (): void => document.getElementById('main')?.focus({ preventScroll: true })

/**
 * After a navigation: scroll to the top and move focus to the content, so that a screen reader and the keyboard arrive too.
 * The first page load keeps the browser's own focus.
 */
export const arrive = (): void => {
  focusMain()
  scrollTo(0, 0)
}
