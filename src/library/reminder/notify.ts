import { remindEveryMs, remindTag } from './kept-reminders.ts'

/** Periodic Background Sync (WICG): Chromium only, and only for an installed app that is used. */
interface Periodic {
  readonly periodicSync?: {
    register(tag: string, options: { minInterval: number }): Promise<void>
    unregister(tag: string): Promise<void>
    getTags(): Promise<string[]>
  }
}

/** The worker's registration, once it is active; a page cannot notify by itself on a phone. `null` where there is none. */
export const registrationNow = async (): Promise<(ServiceWorkerRegistration & Periodic) | null> => {
  const { serviceWorker } = navigator as Partial<Navigator>
  const registration = await serviceWorker?.getRegistration().catch(() => undefined)
  return registration?.active ? registration : null
}

/**
 * What this browser can do about a reminder. `open`: tell while the app is open; `closed`: also look now and then while it is closed. Notification
 * Triggers, which would ring to the minute, never shipped (Chromium ended their trial in 2021).
 */
export type Ability = 'unsupported' | 'denied' | 'open' | 'closed'

export const abilityNow = async (): Promise<Ability> => {
  if (!('Notification' in globalThis)) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await registrationNow()
  if (!registration) return 'unsupported'
  const { periodicSync } = registration
  if (!periodicSync) return 'open'
  const allowed = await navigator.permissions
    .query({ name: 'periodic-background-sync' as PermissionName })
    .catch(() => null)
  return allowed?.state === 'granted' ? 'closed' : 'open'
}

/** Asks the person, where nobody has. Only from a tap. @returns whether there is permission */
export const askPermission = async (): Promise<boolean> =>
  'Notification' in globalThis && (await Notification.requestPermission()) === 'granted'

/** Has the worker woken now and then as long as there is something to remind of. Never rejects: the page has its own timer. */
export const keepLooking = async (wanted: boolean): Promise<void> => {
  const { periodicSync } = (await registrationNow()) ?? {}
  if (!periodicSync) return
  const work = wanted
    ? periodicSync.register(remindTag, { minInterval: remindEveryMs })
    : periodicSync.unregister(remindTag)
  await work.catch(() => undefined) // Not granted to pages that are not installed.
}
