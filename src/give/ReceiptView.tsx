import { formatDateTime } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useLanguage } from '../ui/language.tsx'
import type { Entry } from './outbox/outbox.ts'
import { receiptFile, saveFile } from './receipt-file.ts'

/** The gateway's verified receipt. */
export const ReceiptView = ({ entry }: { entry: Entry }) => {
  const { locale, text: t } = useLanguage()
  const words = t.give.receipt
  return (
    <section class="give-receipt" aria-label={words.title}>
      <p class="soft">{words.about}</p>
      <dl>
        <dt>{words.number}</dt>
        <dd>
          <bdi class="give-code">{entry.id}</bdi>
        </dd>
        <dt>{t.give.pay.reference}</dt>
        <dd>
          <bdi class="give-code">{entry.reference}</bdi>
        </dd>
        {entry.recordedAt && (
          <>
            <dt>{words.recordedAt}</dt>
            <dd>
              <bdi>{formatDateTime(Date.parse(entry.recordedAt), locale)}</bdi>
            </dd>
          </>
        )}
      </dl>
      <button type="button" class="button" onClick={() => saveFile(receiptFile(entry))}>
        <Icon name="download" />
        {words.download}
      </button>
    </section>
  )
}
