import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import { services } from './services.ts'
import { useReader } from './use-reader.ts'

/** The organisation's own line, from the edition; the demo's says that all of it is invented. */
export const Footer = () => {
  const { language } = useLanguage()
  const { packs } = useStore(services)
  const reader = useReader(packs)
  if (!reader) return null
  const { name, notice } = reader.content.organisation
  return (
    <footer class="app-footer">
      <bdi>{name[language]}</bdi> · {notice[language]}
    </footer>
  )
}
