import { useEffect, useState } from 'preact/hooks'
import type { EditionReader } from '../shared/reader.ts'
import { formatTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { Said } from '../ui/Said.tsx'

type Reminder = typeof import('./reminder/Reminder.tsx')

/** The evening by its times; what is in the edition already is a link. `current`: it can be reminded of. */
export const ProgrammeList = ({ reader, current }: { reader: EditionReader; current: boolean }) => {
  const { text, locale } = useLanguage()
  const [reminder, setReminder] = useState<Reminder | null>(null)
  useEffect(() => {
    // Where it does not come the times stand without it.
    if (current) import('./reminder/Reminder.tsx').then(setReminder, () => undefined)
  }, [current])
  const { programme, items } = reader.content
  if (programme.length === 0) return null
  const known = new Set(items.map(({ id }) => id))
  return (
    <section class="library-shelf" aria-labelledby="library-programme">
      <h2 id="library-programme">{text.library.programme}</h2>
      {reminder && <reminder.ProgrammeTop reader={reader} />}
      <ol class="library-programme">
        {programme.map(({ id, starts, title, item }) => (
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
            {reminder && <reminder.RemindButton id={id} reader={reader} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
