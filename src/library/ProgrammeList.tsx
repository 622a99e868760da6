import type { Content } from '../shared/content.ts'
import { formatTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { Said } from '../ui/Said.tsx'

/** The evening by its times; what is in the edition already is a link. */
export const ProgrammeList = ({ content }: { content: Content }) => {
  const { text, locale } = useLanguage()
  if (content.programme.length === 0) return null
  const known = new Set(content.items.map(({ id }) => id))
  return (
    <section class="library-shelf" aria-labelledby="library-programme">
      <h2 id="library-programme">{text.library.programme}</h2>
      <ol class="library-programme">
        {content.programme.map(({ id, starts, title, item }) => (
          <li key={id}>
            <time dateTime={starts}>
              <bdi>{formatTime(Date.parse(starts), locale)}</bdi>
            </time>
            {item && known.has(item) ? (
              <a href={`/read/${item}`}>
                <Said text={title} />
              </a>
            ) : (
              <Said text={title} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
