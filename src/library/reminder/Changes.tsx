import { formatDateTime } from '../../ui/format.ts'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useStore } from '../../ui/use-store.ts'
import { acknowledge, reminders } from './reminders.ts'
import { reminderWords } from './words.ts'

/** What newer editions have done to reminders, until it was seen. */
export const Changes = () => {
  const { locale } = useLanguage()
  const t = useWords(reminderWords)
  const { list } = useStore(reminders)
  const time = (at: number) => `${formatDateTime(at, locale)}`
  return (
    <>
      {list
        .filter(({ gone, movedFrom }) => gone || movedFrom !== undefined)
        .map(({ id, title, gone, movedFrom = 0, starts }) => (
          <Notice key={id} tone="warn">
            <p>{gone ? t.gone(`${title}`) : t.moved(`${title}`, time(movedFrom), time(starts))}</p>
            <button type="button" class="button" onClick={() => void acknowledge(id)}>
              {t.seen}
            </button>
          </Notice>
        ))}
    </>
  )
}
