import type { Item } from '../shared/content.ts'
import { useLanguage } from '../ui/language.tsx'
import { opensWhen } from './opens-when.ts'

/** That an item is locked, and when it opens. Its sign is drawn here: the icons of `ui` are in the first paint, which has no locked items. */
export const LockMark = ({ item }: { item: Item }) => {
  const { text, locale } = useLanguage()
  const opens = opensWhen(item, Date.now(), locale)
  return (
    <span class="library-mark library-mark-coming">
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3" />
      </svg>
      {opens && !opens.past ? text.library.opensAt(opens.time) : text.library.sealed}
    </span>
  )
}
