import {
  asTold,
  dueReminders,
  followEdition,
  nextDue,
  type Occasion,
  type Reminder,
  type Say,
} from '../../shared/reminder.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import { loadReminders, saveReminders, showReminder } from './kept-reminders.ts'
import { askPermission, keepLooking, registrationNow } from './notify.ts'

export interface RemindersState {
  list: readonly Reminder[]
  /** What is kept has been read. */
  ready: boolean
  /** The browser keeps nothing: what is set lasts as long as the page. */
  kept: boolean
}

const state = createStore<RemindersState>({ list: [], ready: false, kept: true })

/** Reminders set on this phone. */
export const reminders: ReadStore<RemindersState> = state

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('sada-reminders')
let timer: ReturnType<typeof setTimeout> | undefined
/** Changes come one after the other: two at a time would lose one. */
let queue: Promise<unknown> = Promise.resolve()

const reload = async (): Promise<void> => {
  const list = state.get().kept ? await loadReminders().catch(() => []) : state.get().list
  state.set((now) => ({ ...now, list, ready: true }))
}

/** Longest wait a timer takes (a signed 32-bit number of ms, HTML section 8.6); it is armed anew then. */
const longestMs = 2 ** 31 - 1

const arm = (): void => {
  clearTimeout(timer)
  const next = nextDue(state.get().list, Date.now())
  if (next !== null)
    timer = setTimeout(() => void change(tell), Math.min(Math.max(0, next - Date.now()), longestMs))
}

const change = (
  make: (list: readonly Reminder[]) => Promise<readonly Reminder[]> | readonly Reminder[],
): Promise<void> => {
  const work = queue.then(async () => {
    await reload() // Another tab, or the worker, may have been at it.
    const { list } = state.get()
    const next = await make(list)
    if (next !== list) {
      const kept = await saveReminders(next).then(
        () => true,
        () => false,
      )
      state.set({ list: next, ready: true, kept })
      channel?.postMessage('changed')
      await keepLooking(next.some(({ gone }) => !gone))
    }
    arm()
  })
  queue = work.catch(() => undefined)
  return work
}

/** Shows what is due. What could not be shown is not told, and comes again. */
const tell = async (list: readonly Reminder[]): Promise<readonly Reminder[]> => {
  const due = dueReminders(list, Date.now())
  const registration = due.length > 0 ? await registrationNow() : null
  if (!registration) return list
  const shown: Reminder[] = []
  for (const one of due)
    await showReminder(registration, one).then(
      () => shown.push(one),
      () => undefined, // Permission was taken away.
    )
  return shown.length > 0 ? asTold(list, shown) : list
}

let started = false
/** Reads what is kept and tells in time, as long as the page lives. A second call does nothing. */
export const startReminding = (): void => {
  if (started) return
  started = true
  if (channel) channel.onmessage = () => void change((list) => list)
  document.addEventListener('visibilitychange', () => {
    // Timers sleep with the phone.
    if (document.visibilityState === 'visible') void change(tell)
  })
  void change(tell)
}

/** Sets a reminder; asks for permission where nobody has. @returns whether there is permission */
export const setReminder = async (occasion: Occasion, say: Say): Promise<boolean> => {
  if (!(await askPermission())) return false
  const { id, starts } = occasion
  await change((list) => [...list.filter((one) => one.id !== id), { id, starts, ...say(occasion) }])
  return true
}

export const takeBack = (id: string): Promise<void> => change((list) => list.filter((one) => one.id !== id))

/** The person has seen where it was moved, or that it is gone. */
export const acknowledge = (id: string): Promise<void> =>
  change((list) =>
    list.flatMap((one) => {
      if (one.id !== id) return [one]
      const { movedFrom: _, ...rest } = one
      return one.gone ? [] : [rest]
    }),
  )

/** Has reminders say and mean what the present edition, language and discretion make of them. */
export const followOccasions = (occasions: readonly Occasion[], say: Say): Promise<void> =>
  change((list) => followEdition(list, occasions, say))
