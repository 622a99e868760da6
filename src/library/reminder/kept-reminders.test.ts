import { expect, it } from 'vitest'
import type { Reminder } from '../../shared/reminder.ts'
import { showReminder } from './kept-reminders.ts'
import { sayIn } from './say.ts'
import { abouts } from './words.ts'

const occasion = { id: 'evening', starts: 0, ends: 1, title: 'The evening' }
const shown = async (reminder: Reminder) => {
  const told: NotificationOptions[] = []
  await showReminder({ showNotification: async (_, options = {}) => void told.push(options) }, reminder)
  return told[0]
}

it.each(Object.entries(abouts))(
  'a reminder stands in the direction of its words (%s)',
  async (tag, about) => {
    const reminder = { id: 'evening', starts: 0, ...sayIn(tag, false)(occasion) }
    expect(await shown(reminder)).toMatchObject({ lang: about.language, dir: about.direction })
    // Another language of the screen than those of the edition: its own direction counts.
    expect(await shown({ ...reminder, direction: 'rtl' })).toMatchObject({ dir: 'rtl' })
    // One kept by an earlier version says nothing of it.
    const { direction: _, ...earlier } = reminder
    expect(await shown(earlier)).toMatchObject({ dir: about.direction })
  },
)
