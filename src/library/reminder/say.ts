import type { Occasion, Say } from '../../shared/reminder.ts'
import { discreetKey, isChosen } from '../../ui/chosen.ts'
import { formatDateTime } from '../../ui/format.ts'
import { abouts, reminderWords } from './words.ts'

/** The person wants nothing of this app to be told from outside (`app/discreet`). */
export const isDiscreet = (): boolean => isChosen(discreetKey)

/** Whatever languages there are: typed as one of those that are always there. */
const nameOf = (tag: string): keyof typeof abouts => (tag in abouts ? (tag as 'en') : 'en')

/** The language of the screen itself. @param tag BCP 47 */
export const aboutOf = (tag: string) => abouts[nameOf(tag)]

/** Words of a notification: what and when, or only that there is something. @param tag language of the screen */
export const sayIn = (tag: string, discreet = isDiscreet()): Say => {
  const t = reminderWords[nameOf(tag)]
  const { locale, language, direction } = aboutOf(tag)
  return ({ starts, title }: Occasion) => ({
    language,
    direction,
    title: discreet ? t.neutral.title : title,
    body: t.begins(formatDateTime(starts, locale)),
    ...(discreet && { icon: '/notes/icon-192.png' }),
  })
}
