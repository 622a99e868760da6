import { useRef } from 'preact/hooks'
import type { LocalizedText } from '../../shared/localized.ts'
import { Amount } from '../../ui/Amount.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { useLanguage } from '../../ui/language.tsx'
import { Said } from '../../ui/Said.tsx'
import type { Entry } from '../outbox/outbox.ts'
import { FileButtons } from './FileButtons.tsx'
import { receiptFile } from './files.ts'
import { printOnly } from './print-only.ts'
import { useCourierWords } from './use-words.ts'

/** The gateway's verified receipt: to be read, kept as a file, printed. */
export const ReceiptView = (props: { entry: Entry; signed: string; organisation: LocalizedText | null }) => {
  const { entry, signed, organisation } = props
  const { locale, text } = useLanguage()
  const t = useCourierWords()
  const sheet = useRef<HTMLElement>(null)
  return (
    <section class="give-receipt" aria-label={t.receipt} ref={sheet}>
      <h3>{t.receipt}</h3>
      <p class="soft">{t.receiptAbout}</p>
      <dl>
        <dt>{t.to}</dt>
        <dd>{organisation && <Said text={organisation} />}</dd>
        <dt>{text.give.amount}</dt>
        <dd>
          <Amount money={entry.amount} />
        </dd>
        <dt>{text.give.pay.reference}</dt>
        <dd>
          <bdi class="give-code">{entry.reference}</bdi>
        </dd>
        {entry.recordedAt && (
          <>
            <dt>{t.recordedAt}</dt>
            <dd>
              <bdi>{formatDateTime(Date.parse(entry.recordedAt), locale)}</bdi>
            </dd>
          </>
        )}
        <dt>{t.number}</dt>
        <dd>
          <bdi class="give-code">{entry.id}</bdi>
        </dd>
        <dt>{t.signed}</dt>
        <dd>
          <bdi class="give-code courier-signed">{signed}</bdi>
        </dd>
      </dl>
      <div class="row">
        <FileButtons file={receiptFile(entry, signed)} label={t.saveReceipt} />
        <button type="button" class="button" onClick={() => sheet.current && printOnly(sheet.current)}>
          {t.print}
        </button>
      </div>
    </section>
  )
}
