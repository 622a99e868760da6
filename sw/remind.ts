import {
  loadReminders,
  remindEveryMs,
  remindTag,
  saveReminders,
  showReminder,
} from '../src/library/reminder/kept-reminders.ts'
import { asTold, dueReminders } from '../src/shared/reminder.ts'

declare const self: EventTarget & {
  readonly registration: Pick<ServiceWorkerRegistration, 'showNotification'>
  readonly clients: {
    matchAll(options: { type: 'window' }): Promise<readonly WindowClient[]>
    openWindow(url: string): Promise<unknown>
  }
}
interface WindowClient {
  navigate(url: string): Promise<unknown>
  focus(): Promise<unknown>
}
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void
}

/** Tells of what begins before we are woken again: nobody knows when that is, so ahead rather than not at all. */
export const remindAhead = async (): Promise<void> => {
  const kept = await loadReminders()
  const due = dueReminders(kept, Date.now(), remindEveryMs)
  for (const one of due) await showReminder(self.registration, one)
  if (due.length > 0) await saveReminders(asTold(kept, due))
}

/** Leads to the broadcast, in the window there is. */
const open = async (): Promise<void> => {
  const [client] = await self.clients.matchAll({ type: 'window' })
  if (!client) await self.clients.openWindow('/watch')
  else {
    await client.focus()
    await client.navigate('/watch')
  }
}

/** Reminders with the app closed, where the browser wakes us for them, and what a tap on one does. */
export const remind = (): void => {
  self.addEventListener('periodicsync', (event) => {
    if ((event as Extendable & { tag: string }).tag === remindTag)
      (event as Extendable).waitUntil(remindAhead())
  })
  self.addEventListener('notificationclick', (event) => {
    ;(event as Extendable & { notification: Notification }).notification.close()
    ;(event as Extendable).waitUntil(open())
  })
}
