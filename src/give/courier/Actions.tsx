import { useState } from 'preact/hooks'
import type { Giving } from '../../shared/giving.ts'
import type { LocalizedText } from '../../shared/localized.ts'
import { useText } from '../../ui/language.tsx'
import { Arrived } from '../Arrived.tsx'
import { type Draft, type Entry, isWaiting, type Outbox } from '../outbox/outbox.ts'
import { canForget, canReplace } from '../outbox/transition.ts'
import { usePaid } from '../use-paid.ts'
import { Ask } from './Ask.tsx'
import { draftToMend } from './draft-to-mend.ts'
import { HandOut } from './HandOut.tsx'
import { Notes } from './Notes.tsx'
import { ReceiptView } from './ReceiptView.tsx'
import { TakeIn } from './TakeIn.tsx'
import { useCourierWords } from './use-words.ts'

interface Props {
  entry: Entry
  outbox: Outbox
  giving: Giving | null
  organisation: LocalizedText | null
  /** Fills the form in with what is known of a refused donation. */
  onMend: (draft: Draft) => void
}

/** What one can do with one's own donation beyond paying it and taking it back. */
export const Actions = ({ entry, outbox, giving, organisation, onMend }: Props) => {
  const t = useCourierWords()
  const { list } = useText().give
  usePaid(outbox, giving, entry)
  const [open, setOpen] = useState<'receipt' | 'handOut' | 'mend' | null>(null)
  const toggle = (part: 'receipt' | 'handOut' | 'mend') => (
    <button
      type="button"
      class="button button-quiet"
      aria-expanded={open === part}
      onClick={() => setOpen(open === part ? null : part)}
    >
      {open === part ? list.hide : t[part]}
    </button>
  )
  const { id, state, receipt, handedAt, replacedBy } = entry
  // Somebody may still bring the receipt of one that was taken back.
  const awaited = handedAt !== undefined && (isWaiting(entry) || state === 'cancelled')
  return (
    <>
      <Notes entry={entry} />
      <Arrived entry={entry} />
      <div class="row give-item-actions">
        {receipt && toggle('receipt')}
        {isWaiting(entry) && toggle('handOut')}
        {giving && canReplace(entry) && state === 'parked' && toggle('mend')}
        {state === 'cancelled' && !replacedBy && (
          <button
            type="button"
            class="button button-quiet"
            onClick={() => void outbox.change(id, { type: 'resume' }).catch(() => undefined)}
          >
            {t.resume}
          </button>
        )}
        {canForget(entry) && (
          <Ask
            words={t.forget}
            ask={t.forgetAsk}
            yes={t.removeYes}
            onYes={() => void outbox.change(id, { type: 'forget' }).catch(() => undefined)}
          />
        )}
      </div>
      {open === 'receipt' && receipt && (
        <ReceiptView entry={entry} signed={receipt} organisation={organisation} />
      )}
      {open === 'handOut' && isWaiting(entry) && <HandOut entry={entry} outbox={outbox} />}
      {giving && awaited && open !== 'mend' && (
        <section class="courier-part" aria-label={t.back}>
          <p>{t.back}</p>
          <TakeIn outbox={outbox} giving={giving} organisation={organisation} />
        </section>
      )}
      {open === 'mend' && (
        <section class="give-cancel" aria-label={t.mend}>
          <p>{t.mendAbout}</p>
          <button
            type="button"
            class="button"
            onClick={() => {
              setOpen(null)
              onMend(draftToMend(entry))
            }}
          >
            {t.mendYes}
          </button>
        </section>
      )}
    </>
  )
}
