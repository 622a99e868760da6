import { useState } from 'preact/hooks'
import type { CheckoutProblem } from '../shared/checkout.ts'
import type { Giving, Method } from '../shared/giving.ts'
import { type ProblemKey, toProblem } from '../shared/problem.ts'
import { useWords } from '../ui/language.tsx'
import { Notice, ProblemNotice } from '../ui/Notice.tsx'
import { Arrived } from './Arrived.tsx'
import { askForCheckout } from './checkout.ts'
import { type Entry, isPaid, type Outbox } from './outbox/outbox.ts'
import { paymentWords } from './payment-words.ts'
import { usePaid } from './use-paid.ts'

interface Props {
  entry: Entry
  outbox: Pick<Outbox, 'change'>
  method: Method
  giving: Pick<Giving, 'gateways' | 'gatewayKeys'>
  /** Whether the person has just been at the provider's page. */
  back?: boolean
  /** Leaves for the provider's page. */
  go?: (url: string) => void
}

/** The way to the page where a card is paid, once the gateway has recorded the donation, for only then does the provider know of it; and whether it has been. */
export const CardCheckout = ({
  entry,
  outbox,
  method,
  giving,
  back = false,
  go = (url) => location.assign(url),
}: Props) => {
  const t = useWords(paymentWords)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const [refused, setRefused] = useState<CheckoutProblem | null>(null)
  const recorded = entry.state === 'recorded'
  const expected = back || refused === 'processing' || refused === 'paid'
  usePaid(outbox, giving, entry, expected)
  const { checkout } = method
  if (!checkout) return null
  if (!recorded) return <Notice>{t.cardWaits}</Notice>
  // That it has arrived stands with the donation itself.
  if (isPaid(entry)) return <Arrived entry={entry} />
  const leave = async () => {
    setAsking(true)
    setProblem(null)
    setRefused(null)
    try {
      const answer = await askForCheckout(giving.gateways, entry.id, checkout)
      if ('url' in answer) go(answer.url)
      else setRefused(answer.refused)
    } catch (error) {
      setProblem(toProblem(error).key)
    } finally {
      setAsking(false)
    }
  }
  return (
    <>
      {back && <Notice>{t.cardSoon}</Notice>}
      <button
        type="button"
        class="button button-main"
        aria-disabled={asking}
        onClick={() => void (asking || leave())}
      >
        {t.card(new URL(checkout).host)}
      </button>
      {refused && (
        <Notice tone={refused === 'paid' || refused === 'processing' ? 'info' : 'warn'}>
          {t.cardRefused[refused]}
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </>
  )
}
