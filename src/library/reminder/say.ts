import type { Language } from '../../shared/language.ts'
import type { Occasion, Say } from '../../shared/reminder.ts'
import { formatDateTime } from '../../ui/format.ts'
import { reminderWords } from './words.ts'

/** The person wants nothing of this app to be told from outside (`app/discreet`). */
export const isDiscreet = (): boolean => {
  try {
    return localStorage.getItem('sada-discreet') === '1'
  } catch {
    return false
  }
}

/** Words of a notification: what and when, or only that there is something. */
export const sayIn =
  (language: Language, locale: string, discreet = isDiscreet()): Say =>
  ({ starts, title }: Occasion) => {
    const t = reminderWords[language]
    const body = t.begins(formatDateTime(starts, locale))
    return { language, title: discreet ? t.neutral.title : title, body }
  }
