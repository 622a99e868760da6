import { useLanguage } from '../ui/language.tsx'
import { StatusLine } from './StatusLine.tsx'

export const Header = () => {
  const { language, text: t, choose } = useLanguage()
  const other = language === 'en' ? 'ur' : 'en'
  return (
    <header class="app-header">
      <a class="app-skip" href="#main">
        {t.app.skip}
      </a>
      <a class="app-brand" href="/watch">
        <span lang="ur">صدا</span> <span lang="en">Sada</span>
      </a>
      <StatusLine />
      <button
        type="button"
        class="button button-quiet app-language"
        lang={other}
        onClick={() => choose(other)}
      >
        {t.app.otherLanguage}
      </button>
    </header>
  )
}
