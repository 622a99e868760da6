import { useEffect, useState } from 'preact/hooks'
import type { EditionReader } from '../../shared/reader.ts'
import { leadMs, type Occasion } from '../../shared/reminder.ts'
import { formatDateTime } from '../../ui/format.ts'
import { canShare, download, share } from '../../ui/hand-over.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useLanguage, useWords } from '../../ui/language.tsx'
import { useStore } from '../../ui/use-store.ts'
import { type Ability, abilityNow } from './notify.ts'
import { reminders, setReminder, startReminding, takeBack } from './reminders.ts'
import { isDiscreet, sayIn } from './say.ts'
import { calendarOf } from './to-calendar.ts'
import { reminderWords } from './words.ts'

/** What this browser can do; asked anew when one comes back from its settings. */
const useAbility = (): [Ability | null, () => void] => {
  const [ability, setAbility] = useState<Ability | null>(null)
  const look = () => void abilityNow().then(setAbility)
  useEffect(() => {
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return [ability, look]
}

/** The two ways to be reminded of an occasion, and what each is worth on this phone. */
export const Remind = ({ occasion, reader }: { occasion: Occasion; reader: EditionReader }) => {
  const { tag, language, locale } = useLanguage()
  const t = useWords(reminderWords)
  const { list, kept } = useStore(reminders)
  const [ability, look] = useAbility()
  const [said, setSaid] = useState<'added' | 'failed' | null>(null)
  useEffect(startReminding, [])
  const set = list.some(({ id, gone }) => id === occasion.id && !gone)
  const toCalendar = async () => {
    setSaid(null)
    const { content, manifest } = reader
    const { origin } = location
    const file = calendarOf({ occasion, content, manifest, language, locale, discreet: isDiscreet(), origin })
    try {
      if (canShare(file)) await share(file)
      else {
        download(file)
        setSaid('added')
      }
    } catch {
      setSaid('failed')
    }
  }
  const notify = async () => {
    setSaid(null)
    await setReminder(occasion, sayIn(tag)).catch(() => setSaid('failed'))
    look()
  }
  const may = ability === 'open' || ability === 'closed'
  return (
    <div class="reminder stack">
      <div class="row">
        <button type="button" class="button" onClick={() => void toCalendar()}>
          <Icon name="download" />
          {t.calendar}
        </button>
        {may && !set && (
          <button type="button" class="button" onClick={() => void notify()}>
            <Icon name="wait" />
            {t.notify}
          </button>
        )}
        {set && (
          <button type="button" class="button" onClick={() => void takeBack(occasion.id)}>
            {t.undo}
          </button>
        )}
      </div>
      <div role="status">
        {said && <p>{t[said]}</p>}
        {set && <p>{t.set(`${formatDateTime(occasion.starts - leadMs, locale)}`)}</p>}
        {set && !kept && <p>{t.notKept}</p>}
      </div>
      <p class="soft">
        {t.calendarMore} {ability && t.can[ability]}
      </p>
    </div>
  )
}
