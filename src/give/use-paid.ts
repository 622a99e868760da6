import { useEffect, useState } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import type { Paid } from '../shared/paid.ts'
import { askPaid } from './ask-paid.ts'

/** Between questions while news are expected, ms. The provider's mostly take seconds. */
const pause = 5_000

/**
 * What has arrived for a donation, as far as is known: asked when it is shown and whenever the page is seen again, and every few seconds while
 * news are expected. Without a link nothing is known, which is no problem of its own.
 * @param donation `null`: do not ask
 */
export const usePaid = (
  giving: Pick<Giving, 'gateways' | 'gatewayKeys'>,
  donation: string | null,
  expected: boolean,
): Paid | null => {
  const [paid, setPaid] = useState<Paid | null>(null)
  const settled = paid !== null && paid.due === 0
  useEffect(() => {
    if (donation === null || settled) return
    let open = true
    const look = () => {
      if (document.visibilityState === 'hidden') return
      askPaid(giving, donation).then(
        (known) => open && known && setPaid(known),
        () => undefined,
      )
    }
    look()
    document.addEventListener('visibilitychange', look)
    const timer = expected ? setInterval(look, pause) : undefined
    return () => {
      open = false
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [donation, expected, settled])
  return paid
}
