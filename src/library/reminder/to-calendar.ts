import { calendarFile } from '../../shared/calendar/calendar-file.ts'
import type { Content } from '../../shared/content.ts'
import type { Language } from '../../shared/language.ts'
import type { Manifest } from '../../shared/manifest.ts'
import { eveningId, type Occasion, occasionsOf, uidOf } from '../../shared/reminder.ts'
import { formatDateTime } from '../../ui/format.ts'
import { reminderWords } from './words.ts'

interface Wish {
  occasion: Occasion
  content: Content
  manifest: Pick<Manifest, 'organisation' | 'edition' | 'issued'>
  language: Language
  locale: string
  /** Nothing in it names the event: calendars are synchronised, and looked at by others. */
  discreet: boolean
  /** The app's origin. */
  origin: string
}

/** The evening's own lines, for the description of the whole. */
const programmeLines = ({ content, language, locale }: Wish): string =>
  occasionsOf(content, language)
    .slice(1)
    .map(({ starts, title }) => `${formatDateTime(starts, locale)}  ${title}`)
    .join('\n')

/** A calendar file of one occasion. The same edition and language make the same bytes; a newer edition's changes the entry it made before. */
export const calendarOf = (wish: Wish): File => {
  const { occasion, content, manifest, language, discreet, origin } = wish
  const { id, starts, ends, title } = occasion
  const description = id === eveningId ? programmeLines(wish) : content.event.title[language]
  const { neutral } = reminderWords[language]
  const text = calendarFile(
    [
      {
        uid: uidOf(manifest, id),
        sequence: manifest.edition,
        stamp: Date.parse(manifest.issued),
        starts,
        ends,
        ...(discreet ? { summary: neutral.title } : { summary: title, description, url: `${origin}/watch` }),
      },
    ],
    language,
  )
  return new File([text], `${discreet ? neutral.file : `sada-${id}`}.ics`, { type: 'text/calendar' })
}
