import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { services } from './services.ts'
import { useReader } from './use-reader.ts'

/** The organisation's own line, from the edition; the demo's says that all of it is invented; and the way to what concerns this phone. */
export const Footer = () => {
  const { language, text: t } = useLanguage()
  const { packs } = useStore(services)
  const organisation = useReader(packs)?.content.organisation
  return (
    <footer class="app-footer">
      {organisation && (
        <p>
          <bdi>{organisation.name[language]}</bdi> · {organisation.notice[language]}
        </p>
      )}
      <a href="/phone">{t.pages.phone}</a>
    </footer>
  )
}
