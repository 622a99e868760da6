import { useText } from '../ui/language.tsx'
import { Said } from '../ui/Said.tsx'
import { useStore } from '../ui/use-store.ts'
import { services } from './services.ts'
import { useReader } from './use-reader.ts'

/** The organisation's own line, from the edition; the demo's says that all of it is invented; and the way to what concerns this phone. */
export const Footer = () => {
  const t = useText()
  const { packs } = useStore(services)
  const organisation = useReader(packs)?.content.organisation
  return (
    <footer class="app-footer">
      {organisation && (
        <p>
          <Said text={organisation.name} /> · <Said text={organisation.notice} />
        </p>
      )}
      <a href="/phone">{t.pages.phone}</a>
    </footer>
  )
}
