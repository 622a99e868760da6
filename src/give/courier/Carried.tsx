import { useState } from 'preact/hooks'
import type { LocalizedText } from '../../shared/localized.ts'
import { formatDateTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'
import { EntryStateWords } from '../EntryStateWords.tsx'
import { ItemHead } from '../ItemHead.tsx'
import { canForget, type Entry, type Outbox } from '../outbox/outbox.ts'
import { Ask } from './Ask.tsx'
import { receiptLetter } from './envelope.ts'
import { FileButtons } from './FileButtons.tsx'
import { receiptFile } from './files.ts'
import { ShowCode } from './ShowCode.tsx'
import { useCourierWords } from './use-words.ts'

interface Props {
  entry: Entry
  outbox: Outbox
  organisation: LocalizedText | null
  now: number
}

/** A donation carried for somebody else: amount and organisation, where it stands, and its receipt to be handed back. */
export const Carried = ({ entry, outbox, organisation, now }: Props) => {
  const { locale, text } = useLanguage()
  const { list } = text.give
  const t = useCourierWords()
  const [open, setOpen] = useState(false)
  const { receipt } = entry
  const forget = () => void outbox.change(entry.id, { type: 'forget' }).catch(() => undefined)
  return (
    <li class="card give-item">
      <ItemHead entry={entry} />
      <p class="soft">
        {t.to} {organisation && <Said text={organisation} />} ·{' '}
        {t.takenAt(formatDateTime(entry.createdAt, locale))}
      </p>
      <EntryStateWords entry={entry} now={now} />
      {receipt ? (
        <div class="row give-item-actions">
          <button
            type="button"
            class="button button-quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? list.hide : t.handBack}
          </button>
          {canForget(entry) && <Ask words={t.remove} ask={t.removeAsk} yes={t.removeYes} onYes={forget} />}
        </div>
      ) : (
        <>
          <p class="soft">{entry.state === 'parked' ? t.refused : t.stays}</p>
          {canForget(entry) && (
            <div class="row give-item-actions">
              <Ask words={t.letGo} ask={t.letGoAsk} yes={t.letGoYes} onYes={forget} />
            </div>
          )}
        </>
      )}
      {open && receipt && (
        <section class="courier-part" aria-label={t.handBack}>
          <p>{t.handBackAbout}</p>
          <ShowCode line={receiptLetter(receipt)} label={t.receiptCode} />
          <div class="row">
            <FileButtons file={receiptFile(entry, receipt)} label={t.saveReceipt} />
          </div>
        </section>
      )}
    </li>
  )
}
