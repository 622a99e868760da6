import { showTextSize, textSizeKey } from '../../library/text-size.ts'
import { showTheme, themeKey } from './theme.ts'

/** `auto`: as the phone has it, by day and by night. */
export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme in use on this page. */
export const theme = (): Theme => {
  const shown = document.documentElement.dataset['theme']
  return themes.find((one) => one === shown) ?? 'auto'
}

/** Shows a theme here and in every tab, and remembers it. */
export const chooseTheme = (next: Theme): void => {
  document.documentElement.dataset['theme'] = next === 'auto' ? '' : next
  try {
    if (next === 'auto') localStorage.removeItem(themeKey)
    else localStorage.setItem(themeKey, next)
  } catch {
    // As in `showTheme`.
  }
}

/** Follows what is chosen in other tabs; `key` is `null` where everything was erased (HTML, section 12.2.1). */
export const followOtherTabs = (): void =>
  addEventListener('storage', ({ key }) => {
    if (key === themeKey || key === null) showTheme()
    if (key === textSizeKey || key === null) showTextSize()
  })
