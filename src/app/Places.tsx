import { useLocation } from 'preact-iso'
import { Icon } from '../ui/Icon.tsx'
import { useText } from '../ui/language.tsx'
import { places } from './places-list.ts'

/** The four places; at the foot of a phone, beside the content on a wide screen. */
export const Places = () => {
  const t = useText()
  const { path } = useLocation()
  const current = path === '/' ? '/watch' : path
  return (
    <nav class="app-places" aria-label={t.app.places}>
      {places.map((place) => (
        <a
          key={place}
          href={`/${place}`}
          class="app-place"
          aria-current={current === `/${place}` || current.startsWith(`/${place}/`) ? 'page' : undefined}
        >
          <Icon name={place} />
          <span>{t.app[place]}</span>
        </a>
      ))}
    </nav>
  )
}
