import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import { Amount } from '../ui/Amount.tsx'
import { useText } from '../ui/language.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Entry, Outbox } from './outbox/outbox.ts'
import { type AccountsGate, PaymentInstructions } from './PaymentInstructions.tsx'

interface Props {
  entry: Entry
  outbox: Outbox
  giving: Giving | null
  gate: AccountsGate
  /** Whether the person comes back from the page where a card is paid. */
  back: boolean
  onAgain: () => void
}

/** Right after giving: that it is kept, how to pay it now, and, as it changes, whether the organisation has recorded it. */
export const Given = ({ entry, outbox, giving, gate, back, onAgain }: Props) => {
  const t = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  // The form this came from is gone, and with it the focus.
  useLayoutEffect(() => heading.current?.focus(), [])
  const { state } = entry
  const words = t.give.given
  return (
    <section class="card give-given" aria-labelledby="give-given-title">
      <h2 id="give-given-title" tabIndex={-1} ref={heading}>
        {words.title}
      </h2>
      <p class="give-given-amount">
        <Amount money={entry.amount} />
      </p>
      {state === 'parked' ? (
        <Notice tone="bad">
          <p>{words.parked}</p>
          {entry.lastProblem && <p>{t.problems[entry.lastProblem]}</p>}
        </Notice>
      ) : (
        <>
          <Notice tone={state === 'recorded' ? 'good' : 'info'}>
            <p>{state === 'recorded' ? words.recorded : state === 'sending' ? words.sending : words.kept}</p>
          </Notice>
          <h3>{t.give.pay.title}</h3>
          <p class="soft">{words.payNext}</p>
          <PaymentInstructions {...{ entry, outbox, giving, gate, back }} />
        </>
      )}
      <button type="button" class="button" onClick={onAgain}>
        {words.again}
      </button>
    </section>
  )
}
