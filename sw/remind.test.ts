import { beforeEach, expect, it, vi } from 'vitest'
import { loadReminders, remindTag, saveReminders } from '../src/library/reminder/kept-reminders.ts'
import type { Reminder } from '../src/shared/reminder.ts'

/** Node has no Cache Storage; this much of it is used. tests/e2e/reminder.test.ts has the browser's. */
const kept = new Map<string, Map<string, Response>>()
const cacheOf = (name: string) => {
  const cache = kept.get(name) ?? new Map<string, Response>()
  kept.set(name, cache)
  return {
    match: async (key: string) => cache.get(key)?.clone(),
    put: async (key: string, response: Response) => void cache.set(key, response),
  }
}
vi.stubGlobal('caches', {
  has: async (name: string) => kept.has(name),
  open: async (name: string) => cacheOf(name),
  delete: async (name: string) => kept.delete(name),
})

const shown = vi.fn()
const windows: { focus: () => Promise<void>; navigate: (url: string) => Promise<void> }[] = []
const openWindow = vi.fn(async () => undefined)
const worker = Object.assign(new EventTarget(), {
  registration: { showNotification: async (title: string) => shown(title) },
  clients: { matchAll: async () => windows, openWindow },
})
vi.stubGlobal('self', worker)
const { remind } = await import('./remind.ts')
remind()

const send = async (type: string, more: object): Promise<void> => {
  let work: Promise<unknown> | undefined
  worker.dispatchEvent(
    Object.assign(new Event(type), { ...more, waitUntil: (one: Promise<unknown>) => (work = one) }),
  )
  await work
}
const hour = 3_600_000
const reminder = (id: string, hours: number): Reminder => ({
  id,
  starts: Date.now() + hours * hour,
  title: id,
  body: '',
  language: 'en',
})

beforeEach(() => {
  kept.clear()
  shown.mockClear()
})

it('tells, woken with the app closed, what begins before it is woken again; once', async () => {
  await saveReminders([reminder('soon', 3), reminder('later', 40), reminder('over', -2)])
  await send('periodicsync', { tag: 'another' })
  expect(shown).not.toHaveBeenCalled()
  await send('periodicsync', { tag: remindTag })
  await send('periodicsync', { tag: remindTag })
  expect(shown.mock.calls).toEqual([['soon']])
  expect((await loadReminders()).map(({ told }) => told !== undefined)).toEqual([true, false, false])
})

it('does nothing where nothing is set, and keeps nothing where the last was taken back', async () => {
  await send('periodicsync', { tag: remindTag })
  await saveReminders([reminder('soon', 3)])
  await saveReminders([])
  expect([shown.mock.calls.length, kept.size]).toEqual([0, 0])
})

it('leads to the broadcast: in the window there is, else in a new one', async () => {
  const close = vi.fn()
  await send('notificationclick', { notification: { close } })
  expect(openWindow).toHaveBeenCalledWith('/watch')
  const [focus, navigate] = [vi.fn(async () => undefined), vi.fn(async () => undefined)]
  windows.push({ focus, navigate })
  await send('notificationclick', { notification: { close } })
  expect(navigate).toHaveBeenCalledWith('/watch')
  expect([focus.mock.calls.length, openWindow.mock.calls.length, close.mock.calls.length]).toEqual([1, 1, 2])
})
