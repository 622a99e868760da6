import { useText } from '../ui/language.tsx'
import { placeIcons } from '../ui/place-icons.ts'
import { usePath } from './location.tsx'
import { places } from './places-list.ts'

/** The four places; at the foot of a phone, beside the content on a wide screen. */
export const Places = () => {
  const t = useText()
  const path = usePath()
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
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d={placeIcons[place]} />
          </svg>
          <span>{t.app[place]}</span>
        </a>
      ))}
    </nav>
  )
}
