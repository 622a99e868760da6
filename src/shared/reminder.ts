import type { Content } from './content.ts'
import type { Language } from './language.ts'
import type { Manifest } from './manifest.ts'

/** What a person wants to be reminded of. Page and worker read it; the worker knows neither edition nor language, so the words are in it. */
export interface Reminder {
  /** Id of the programme entry; `evening` for all of it. */
  id: string
  /** ms since the epoch; so is every time here. */
  starts: number
  /** What the notification says, in the language of the screen, or neutral (`sada-discreet`). */
  title: string
  body: string
  language: Language
  /** Of those words, as the language itself has it. Absent: the language's of the edition, as earlier versions had it. */
  direction?: 'ltr' | 'rtl'
  /** The notification's; as neutral as its title. Absent: the app's own, as earlier versions had it. */
  icon?: string
  /** The start it was told for: once is enough. */
  told?: number
  /** A newer edition has moved it here from another time, and the person has not seen so yet. */
  movedFrom?: number
  /** A newer edition has it no more. */
  gone?: boolean
}

export const eveningId = 'evening'

/** Something of the programme, or the whole of it, as it is reminded of and put in calendars. */
export interface Occasion {
  id: string
  starts: number
  ends: number
  title: string
}

/** All that can be reminded of, the evening first. */
export const occasionsOf = ({ event, programme }: Content, language: Language): Occasion[] => [
  {
    id: eveningId,
    starts: Date.parse(event.starts),
    ends: Date.parse(event.ends),
    title: event.title[language],
  },
  ...programme.map(({ id, starts, seconds, title }) => ({
    id,
    starts: Date.parse(starts),
    ends: Date.parse(starts) + seconds * 1000,
    title: title[language],
  })),
]

/** How the words of a reminder are made; neutral ones name nothing. */
export type Say = (occasion: Occasion) => Pick<Reminder, 'title' | 'body' | 'language' | 'direction' | 'icon'>

/**
 * Reminders as the present edition, language and discretion have them: what was moved moves along and remembers from where, until that was seen.
 * Returns the very same list where nothing changes.
 */
export const followEdition = (
  reminders: readonly Reminder[],
  occasions: readonly Occasion[],
  say: Say,
): readonly Reminder[] => {
  const next = reminders.map((reminder): Reminder => {
    const occasion = occasions.find(({ id }) => id === reminder.id)
    const { gone: _, ...rest } = reminder
    if (!occasion) return { ...rest, gone: true }
    const moved = occasion.starts !== reminder.starts
    return {
      ...rest,
      ...say(occasion),
      starts: occasion.starts,
      ...(moved && { movedFrom: reminder.movedFrom ?? reminder.starts }),
    }
  })
  return JSON.stringify(next) === JSON.stringify(reminders) ? reminders : next
}

/** As the calendar's alarm: a quarter of an hour before. */
export const leadMs = 15 * 60_000
/** A phone that was asleep still tells of what began less than this ago. */
const lateMs = 30 * 60_000

const isOpen = ({ gone, told, starts }: Reminder, now: number): boolean =>
  !gone && told !== starts && now < starts + lateMs

/**
 * What is to be told now.
 * @param ahead a worker that is woken now and then tells of what begins before it is woken again
 */
export const dueReminders = (reminders: readonly Reminder[], now: number, ahead = leadMs): Reminder[] =>
  reminders.filter((one) => isOpen(one, now) && one.starts - ahead <= now)

/** When the next one is due; `null` where none is. */
export const nextDue = (reminders: readonly Reminder[], now: number): number | null => {
  const times = reminders
    .filter((one) => isOpen(one, now))
    .map(({ starts }) => Math.max(now, starts - leadMs))
  return times.length === 0 ? null : Math.min(...times)
}

/** The reminders with some of them told. */
export const asTold = (reminders: readonly Reminder[], told: readonly Reminder[]): Reminder[] =>
  reminders.map((one) => (told.some(({ id }) => id === one.id) ? { ...one, told: one.starts } : one))

/** Name of an occasion in calendars, the same in every edition and language. */
export const uidOf = ({ organisation }: Pick<Manifest, 'organisation'>, id: string): string =>
  `${organisation}-${id}@sada`
