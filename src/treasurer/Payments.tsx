import { useEffect, useState } from 'preact/hooks'
import { referenceOf } from '../shared/reference.ts'
import type { AuditRow, PaymentRow, Treasury } from '../shared/treasury/treasury.ts'
import { isolated } from '../ui/isolate.ts'
import { useWork } from './use-work.ts'
import { problemWords, showMoment, showMoney, useSpeech } from './words-context.ts'

const limit = 100

/** A payment, and the button that takes it back: pressed twice, for it is money. */
const Payment = ({ row, undo, busy }: { row: PaymentRow; undo(): void; busy: boolean }) => {
  const { t, locale } = useSpeech()
  const [asked, setAsked] = useState(false)
  const mayUndo = row.undoes === null && !row.undone && row.line !== null
  return (
    <li class="card">
      <p class="row spread">
        <span class="reference" dir="ltr">
          {row.donation ? referenceOf(row.donation) : row.id}
        </span>
        <strong>
          <bdi>{showMoney(row.currency, row.minor, locale)}</bdi>
        </strong>
      </p>
      <p class="row spread">
        <span>
          {t.arrived}{' '}
          <time dateTime={row.arrivedOn} dir="ltr">
            {row.arrivedOn}
          </time>
          {row.fee !== 0 && <>, {t.ofItFee(isolated(showMoney(row.currency, row.fee, locale)))}</>}
          {row.recordedBy && `, ${t.enteredBy(row.recordedBy)}`}
          {row.undoes && `, ${t.counterEntry}`}
          {row.undone && `, ${t.undone}`}
        </span>
        {mayUndo && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => (asked ? undo() : setAsked(true))}
            onBlur={() => setAsked(false)}
          >
            {asked ? t.undoSure : t.undo}
          </button>
        )}
      </p>
    </li>
  )
}

/** What came, what was taken back, and who did it. */
export const Payments = ({ treasury }: { treasury: Treasury }) => {
  const { t, locale } = useSpeech()
  const { busy, error, run } = useWork()
  const [payments, setPayments] = useState<readonly PaymentRow[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [audit, setAudit] = useState<readonly AuditRow[]>([])
  const load = async () => {
    const page = await treasury.payments({ limit })
    setPayments(page.payments)
    setNext(page.next)
    setAudit(await treasury.audit(limit))
  }
  useEffect(() => void run(load), [])
  const more = (after: string) =>
    run(async () => {
      const page = await treasury.payments({ limit, after })
      setPayments([...payments, ...page.payments])
      setNext(page.next)
    })
  const undo = (id: string) =>
    run(async () => {
      await treasury.undo(id)
      await load()
    })
  return (
    <>
      {error !== null && (
        <p class="problem" role="alert">
          {problemWords(error, t)}
        </p>
      )}
      {payments.length === 0 && error === null && <p role="status">{busy ? t.loading : t.nothing}</p>}
      <ul class="cards">
        {payments.map((row) => (
          <Payment key={row.id} row={row} busy={busy} undo={() => undo(row.id)} />
        ))}
      </ul>
      {next !== null && (
        <button type="button" class="button" disabled={busy} onClick={() => more(next)}>
          {t.more}
        </button>
      )}
      <details class="card">
        <summary>{t.audit}</summary>
        <ul class="plain">
          {audit.map(({ id, at, treasurer, action, detail }) => (
            <li key={id}>
              <time dateTime={at}>{showMoment(at, locale)}</time>{' '}
              <bdi dir="ltr">
                {treasurer}: {action}{' '}
                {Object.entries(detail)
                  .map(([name, value]) => `${name} ${value}`)
                  .join(', ')}
              </bdi>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
