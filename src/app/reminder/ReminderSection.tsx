import { ReminderRoom } from '../../library/reminder/Reminder.tsx'
import { useStore } from '../../ui/use-store.ts'
import { services } from '../services.ts'
import { usePacks } from '../use-reader.ts'

/** Reminders of the programme; of the present edition, never of one from the archive. */
export const ReminderSection = () => {
  const state = usePacks(useStore(services).packs)
  return <ReminderRoom reader={state?.showing === null ? state.reader : null} />
}
