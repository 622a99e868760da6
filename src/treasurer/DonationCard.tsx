import { referenceOf } from '../shared/reference.ts'
import type { Opened } from '../shared/treasury/opened.ts'
import type { LedgerRow } from '../shared/treasury/treasury.ts'
import { isolated } from '../ui/isolate.ts'
import { showMoment, showPromised, useSpeech } from './words-context.ts'

interface Props {
  row: LedgerRow
  opened: Opened | null
  /** Id of the donation that stands for this one. */
  anew: string | null
}

/** One donation. Recorded is not paid: both amounts stand side by side. */
export const DonationCard = ({ row, opened, anew }: Props) => {
  const speech = useSpeech()
  const { t, locale } = speech
  const { currency, minor, paid, paidFee, commitment, due, method, recordedAt } = row
  const details = opened?.details
  return (
    <li class="card">
      <p class="reference" dir="ltr">
        {referenceOf(row.id)}
      </p>
      <dl class="facts">
        <div>
          <dt>{t.promised}</dt>
          <dd>
            <bdi>{showPromised(row, speech)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t.paid}</dt>
          <dd class={paid >= minor ? 'good' : undefined}>
            <bdi>{showPromised({ currency, minor: paid, fee: paidFee }, speech)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t.commitment}</dt>
          <dd>
            {t.commitments[commitment]}, <bdi>{method}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t.recorded}</dt>
          <dd>
            <time dateTime={recordedAt}>{showMoment(recordedAt, locale)}</time>
          </dd>
        </div>
        {due !== null && (
          <div>
            <dt>{t.due}</dt>
            <dd>
              <time dateTime={due} dir="ltr">
                {due}
              </time>
            </dd>
          </div>
        )}
      </dl>
      {anew && (
        <p>
          <strong>{t.anew(isolated(referenceOf(anew)))}</strong>
        </p>
      )}
      {details?.replaces && <p class="soft">{t.inPlaceOf(isolated(referenceOf(details.replaces)))}</p>}
      {opened && !details && <p class="soft">{t.shut}</p>}
      {details && (
        <p>
          <bdi>{details.name ?? t.noName}</bdi>
          {details.anonymous && ` (${t.anonymous})`}
          {details.contact && (
            <>
              <br />
              <bdi dir="ltr">{details.contact}</bdi>
            </>
          )}
          {details.tribute && (
            <>
              <br />
              {t.tributes[details.tribute.kind]} <bdi>{details.tribute.name}</bdi>
            </>
          )}
          {details.message && (
            <>
              <br />
              <bdi>{details.message}</bdi>
            </>
          )}
        </p>
      )}
    </li>
  )
}
