import { referenceOf } from '../../shared/reference.ts'
import { formatDateTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { isolated } from '../grouped.ts'
import type { Entry } from '../outbox/outbox.ts'
import { courierWords } from './words.ts'

/** What more has become of one's own donation: handed to a courier, taken back, given anew; and recorded in spite of that. */
export const Notes = ({ entry }: { entry: Entry }) => {
  const { locale, language } = useLanguage()
  const t = courierWords[language]
  const { state, handedAt, cancelledAt, replacedBy, replaces } = entry
  const at = (time: number) => isolated(formatDateTime(time, locale))
  const reference = (id: string) => isolated(referenceOf(id))
  const recorded = state === 'recorded'
  return (
    <div class="give-state">
      {replaces && <p>{t.replaces(reference(replaces))}</p>}
      {handedAt !== undefined && <p>{t.handed(at(handedAt))}</p>}
      {replacedBy ? (
        <p>{t[recorded ? 'lateReplaced' : 'replaced'](reference(replacedBy))}</p>
      ) : (
        cancelledAt !== undefined && <p>{t[recorded ? 'lateRecord' : 'cancelled'](at(cancelledAt))}</p>
      )}
    </div>
  )
}
