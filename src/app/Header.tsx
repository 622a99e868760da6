import type { ComponentChildren } from 'preact'
import { useLanguage } from '../ui/language.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'

/** The app's name, the status line (`children`; until its code has come, what the page itself says) and the other language. */
export const Header = ({ children }: { children?: ComponentChildren }) => {
  const { text: t } = useLanguage()
  return (
    <header class="app-header">
      <a class="app-skip" href="#main">
        {t.app.skip}
      </a>
      <a class="app-brand" href="/watch">
        <span lang="ur">صدا</span> <span lang="en">Sada</span>
      </a>
      {children || (
        <p class="app-status">
          <span class="app-status-more">
            <span class="app-dot" />
            <span>{t.status.checking}</span>
            <span class="app-status-kept">{t.status.notReady}</span>
          </span>
        </p>
      )}
      <LanguageSwitch />
    </header>
  )
}
