export const themeKey = 'sada-theme'

/** Shows the theme chosen on this phone, else the system's. Called before anything is drawn, so this file is in the first page's code. */
export const showTheme = (): void => {
  try {
    document.documentElement.dataset['theme'] = localStorage.getItem(themeKey) ?? ''
  } catch {
    // Storage blocked: what is chosen holds until the page closes.
  }
}
