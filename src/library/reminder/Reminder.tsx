import '../../ui/styles/details.css'
import './reminder.css'
import { useEffect, useState } from 'preact/hooks'
import type { Content } from '../../shared/content.ts'
import type { EditionReader } from '../../shared/reader.ts'
import { eveningId, type Occasion, occasionsOf } from '../../shared/reminder.ts'
import { formatDate, formatDateTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { Changes } from './Changes.tsx'
import { Remind } from './Remind.tsx'
import { followOccasions, reminders, startReminding, takeBack } from './reminders.ts'
import { aboutOf, sayIn } from './say.ts'
import { reminderWords } from './words.ts'
import { eventClock, ownZone } from './zone.ts'

export { startReminding } from './reminders.ts'

/** Has reminders follow an edition, in a language and with the discretion of now. @param tag language of the screen */
export const followContent = (content: Content, tag: string): Promise<void> =>
  followOccasions(occasionsOf(content, aboutOf(tag).language), sayIn(tag))

/** "Remind me", and what it opens. Nothing for what is over. */
export const RemindButton = ({ id, reader }: { id: string; reader: EditionReader }) => {
  const { language } = useLanguage()
  const t = useWords(reminderWords)
  const [open, setOpen] = useState(false)
  const occasion = occasionsOf(reader.content, language).find((one) => one.id === id)
  const set = useStore(reminders).list.some((one) => one.id === id && !one.gone)
  if (!occasion || occasion.ends < Date.now()) return null
  return (
    <>
      <button
        type="button"
        class="button button-quiet reminder-open"
        aria-expanded={open}
        aria-label={t.remindOf(`${occasion.title}`)}
        onClick={() => setOpen(!open)}
      >
        <Icon name={set ? 'check' : 'wait'} />
        {id === eveningId && t.remind}
      </button>
      {open && <Remind occasion={occasion} reader={reader} />}
    </>
  )
}

/** Above the programme: the day, whose clock the times are by, what has moved, and the whole evening. */
export const ProgrammeTop = ({ reader }: { reader: EditionReader }) => {
  const { locale } = useLanguage()
  const t = useWords(reminderWords)
  const { event } = reader.content
  const starts = Date.parse(event.starts)
  const clock = eventClock(event, locale)
  useEffect(startReminding, [])
  return (
    <>
      <p>
        <bdi>{formatDate(starts, locale)}</bdi>
      </p>
      {clock && <p class="soft">{t.zone(`${ownZone(starts, locale)}`, `${clock.time}`, `${clock.zone}`)}</p>}
      <Changes />
      <div class="reminder-evening">
        {t.evening} <RemindButton id={eveningId} reader={reader} />
      </div>
    </>
  )
}

/** The page about this phone: all that is set, and the whole evening. */
export const ReminderRoom = ({ reader }: { reader: EditionReader | null }) => {
  const { language, locale } = useLanguage()
  const t = useWords(reminderWords)
  const { list } = useStore(reminders)
  useEffect(startReminding, [])
  const evening: Occasion | undefined = reader ? occasionsOf(reader.content, language)[0] : undefined
  const set = list.filter(({ gone }) => !gone)
  return (
    <section class="reminder-room" aria-labelledby="reminder-title">
      <h2 id="reminder-title">{t.title}</h2>
      <p class="soft">{t.lead}</p>
      <Changes />
      {!reader || !evening ? (
        <p>{t.nothingYet}</p>
      ) : evening.ends < Date.now() ? (
        <p>{t.over}</p>
      ) : (
        <>
          <h3>{t.evening}</h3>
          <p>
            {evening.title} · <bdi>{formatDateTime(evening.starts, locale)}</bdi>
          </p>
          <Remind occasion={evening} reader={reader} />
          <p>
            <a href="/read#library-programme">{t.oneByOne}</a>
          </p>
        </>
      )}
      {set.length > 0 && (
        <>
          <h3>{t.yours}</h3>
          <ul class="reminder-list">
            {set.map(({ id, title, starts }) => (
              <li key={id} class="row">
                <span>
                  <bdi>{title}</bdi> · <bdi>{formatDateTime(starts, locale)}</bdi>
                </span>
                <button type="button" class="button button-quiet" onClick={() => void takeBack(id)}>
                  {t.undo}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
