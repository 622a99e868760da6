import type { ReadStore } from '../shared/store.ts'
import { Amount } from '../ui/Amount.tsx'
import { formatDateTime } from '../ui/format.ts'
import { useLanguage } from '../ui/language.tsx'
import { useStore } from '../ui/use-store.ts'
import type { TotalsState } from './outbox/totals.ts'

/** What was given so far, a line a currency and never a sum of them; recorded and paid are two figures. */
export const TotalsPanel = ({ totals: store }: { totals: ReadStore<TotalsState> }) => {
  const { locale, text: t } = useLanguage()
  const { totals, fresh, problem } = useStore(store)
  const words = t.give.totals
  const time = totals && formatDateTime(Date.parse(totals.asOf), locale)
  return (
    <section class="give-totals" aria-labelledby="give-totals-title">
      <h2 id="give-totals-title">{words.title}</h2>
      {!totals && <p class="give-totals-none">{words.none}</p>}
      {totals?.currencies.length === 0 && <p class="give-totals-none">{words.empty}</p>}
      {totals?.currencies.map(({ currency, donations, pledged, paid }) => (
        <div key={currency} class="give-total">
          <p class="give-total-main">
            <Amount money={{ currency, minor: pledged }} /> <span>{words.recorded}</span>
          </p>
          <p class="soft">
            {words.donations(donations)} · <Amount money={{ currency, minor: paid }} /> {words.paid}
          </p>
        </div>
      ))}
      {time && (
        <p class="soft">
          {totals.currencies.length > 0 && <>{words.note} </>}
          {fresh || problem === null ? words.asOf(time) : words.lastKnown(time)}
        </p>
      )}
    </section>
  )
}
