import { formatDate } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { FieldMessage, invalid } from './FieldMessage.tsx'
import { addDays, dayOf } from './validate.ts'

interface Props {
  due: string
  /** Longest a pledge may wait, days. */
  pledgeDays: number
  onInput: (due: string) => void
  error: string | undefined
}

/** The day a pledge is to be paid by. */
export const DueField = ({ due, pledgeDays, onInput, error }: Props) => {
  const { locale, text: t } = useLanguage()
  const today = dayOf(Date.now())
  const lastDay = addDays(today, pledgeDays)
  return (
    <div class="field" data-field="due">
      <label for="give-due">{t.give.due}</label>
      <input
        id="give-due"
        class="input"
        type="date"
        min={today}
        max={lastDay}
        value={due}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...invalid('give-due-error', error, 'give-due-hint')}
      />
      <FieldMessage id="give-due-error" error={error} />
      <span class="hint" id="give-due-hint">
        {t.give.latestDay(formatDate(Date.parse(`${lastDay}T12:00:00`), locale))}
      </span>
    </div>
  )
}
