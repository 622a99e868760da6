import { useState } from 'preact/hooks'
import type { Giving, Method } from '../shared/giving.ts'
import { type ProblemKey, toProblem } from '../shared/problem.ts'
import { useWords } from '../ui/language.tsx'
import { Notice, ProblemNotice } from '../ui/Notice.tsx'
import { checkoutUrl } from './checkout.ts'
import type { Entry } from './outbox/outbox.ts'
import { paymentWords } from './payment-words.ts'

interface Props {
  entry: Entry
  method: Method
  gateways: Giving['gateways']
  /** Leaves for the provider's page. */
  go?: (url: string) => void
}

/** The way to the page where a card is paid: once the gateway has recorded the donation, for only then does the provider know of it. */
export const CardCheckout = ({ entry, method, gateways, go = (url) => location.assign(url) }: Props) => {
  const t = useWords(paymentWords)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ProblemKey | null>(null)
  const { checkout } = method
  if (!checkout) return null
  if (entry.state !== 'recorded') return <Notice>{t.cardWaits}</Notice>
  const leave = async () => {
    setAsking(true)
    setProblem(null)
    try {
      go(await checkoutUrl(gateways, entry.id, checkout))
    } catch (error) {
      setProblem(toProblem(error).key)
    } finally {
      setAsking(false)
    }
  }
  return (
    <>
      <button
        type="button"
        class="button button-main"
        aria-disabled={asking}
        onClick={() => void (asking || leave())}
      >
        {t.card(new URL(checkout).host)}
      </button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  )
}
