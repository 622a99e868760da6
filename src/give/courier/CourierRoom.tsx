import type { Giving } from '../../shared/giving.ts'
import type { LocalizedText } from '../../shared/localized.ts'
import { useText } from '../../ui/language.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Entry, Outbox } from '../outbox/outbox.ts'
import { useNow } from '../use-now.ts'
import { Carried } from './Carried.tsx'
import { TakeIn } from './TakeIn.tsx'
import { useCourierWords } from './use-words.ts'

interface Props {
  outbox: Outbox
  giving: Giving | null
  organisation: LocalizedText | null
  carried: readonly Entry[]
}

/** From phone to phone: what is taken in, and what is carried for others. */
export const CourierRoom = ({ outbox, giving, organisation, carried }: Props) => {
  const text = useText()
  const t = useCourierWords()
  const now = useNow()
  return (
    <>
      <h2>{t.title}</h2>
      <p class="soft">{t.lead}</p>
      {giving ? (
        <TakeIn outbox={outbox} giving={giving} organisation={organisation} takesShared />
      ) : (
        <Notice tone="warn">
          <p>{text.problems['giving-signature']}</p>
        </Notice>
      )}
      {carried.length > 0 && (
        <section aria-label={t.carried}>
          <h3>{t.carried}</h3>
          <ul class="give-items">
            {carried.map((entry) => (
              <Carried key={entry.id} entry={entry} outbox={outbox} organisation={organisation} now={now} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
