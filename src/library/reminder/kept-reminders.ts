import { direction as directionOf } from '../../shared/language.ts'
import type { Reminder } from '../../shared/reminder.ts'
import { remindersCache } from '../../shared/reminder-cache.ts'

// Cache Storage: page and worker both reach it, and what erases everything empties it.
const key = '/kept/reminders'

/** The worker's tag for being woken now and then (Periodic Background Sync, WICG). */
export const remindTag = 'sada-remind'
/** How often the worker asks to be woken, ms; browsers wake it more seldom. */
export const remindEveryMs = 12 * 60 * 60_000

/** What is kept; nothing where nothing is, or what is there cannot be read. */
export const loadReminders = async (): Promise<Reminder[]> => {
  if (!(await caches.has(remindersCache))) return []
  try {
    return (await (await (await caches.open(remindersCache)).match(key))?.json()) ?? []
  } catch {
    return []
  }
}

/** Keeps them. @throws what the browser throws where it keeps nothing */
export const saveReminders = async (reminders: readonly Reminder[]): Promise<void> => {
  if (reminders.length === 0) await caches.delete(remindersCache)
  else await (await caches.open(remindersCache)).put(key, Response.json(reminders))
}

/** Shows one; a second of the same takes its place. @throws TypeError without permission */
export const showReminder = (
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>,
  { id, title, body, language, direction = directionOf(language), icon = '/icons/icon-192.png' }: Reminder,
): Promise<void> =>
  registration.showNotification(title, {
    body,
    tag: `sada-${id}`,
    lang: language,
    dir: direction,
    icon,
  })
