import { byTag } from '../../ui/by-tag.ts'
import type { About, Catalogue } from '../../ui/catalogue.ts'

/** What reminders say. It comes with the code that says it. */
export const reminderWords = byTag(
  import.meta.glob<Catalogue['reminder']>('../../ui/languages/*.ts', {
    query: '?reminder',
    import: 'reminder',
    eager: true,
  }),
)

/** The languages themselves, for words that stand outside of the screen. */
export const abouts = byTag(
  import.meta.glob<About>('../../ui/languages/*.ts', { query: '?about', import: 'about', eager: true }),
)
