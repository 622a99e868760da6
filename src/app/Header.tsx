import { useLanguage } from '../ui/language.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { StatusLine } from './StatusLine.tsx'

export const Header = () => {
  const { text: t } = useLanguage()
  return (
    <header class="app-header">
      <a class="app-skip" href="#main">
        {t.app.skip}
      </a>
      <a class="app-brand" href="/watch">
        <span lang="ur">صدا</span> <span lang="en">Sada</span>
      </a>
      <StatusLine />
      <LanguageSwitch />
    </header>
  )
}
