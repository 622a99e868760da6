import { referenceOf } from '../../shared/reference.ts'
import { formatDateTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import type { Entry } from '../outbox/outbox.ts'
import { useCourierWords } from './use-words.ts'

/** What more has become of one's own donation: handed to a courier, taken back, given anew; and recorded in spite of that. */
export const Notes = ({ entry }: { entry: Entry }) => {
  const { locale } = useLanguage()
  const t = useCourierWords()
  const { state, handedAt, cancelledAt, replacedBy, replaces } = entry
  const at = (time: number) => formatDateTime(time, locale)
  const recorded = state === 'recorded'
  return (
    <div class="give-state">
      {replaces && <p>{t.replaces(referenceOf(replaces))}</p>}
      {handedAt !== undefined && <p>{t.handed(at(handedAt))}</p>}
      {replacedBy ? (
        <p>{t[recorded ? 'lateReplaced' : 'replaced'](referenceOf(replacedBy))}</p>
      ) : (
        cancelledAt !== undefined && <p>{t[recorded ? 'lateRecord' : 'cancelled'](at(cancelledAt))}</p>
      )}
    </div>
  )
}
