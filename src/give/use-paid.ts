import { useEffect } from 'preact/hooks'
import type { Giving } from '../shared/giving.ts'
import { askPaid } from './ask-paid.ts'
import { type Entry, isPaid, type Outbox } from './outbox/outbox.ts'

/** Between questions while news are expected, ms. The provider's mostly take seconds. */
const pause = 5_000

/**
 * Asks what has arrived of a recorded donation when it is shown and whenever the page is seen again, and every few seconds while news are expected;
 * the outbox keeps the word. All of it arrived, it is not asked for again. Without a link nothing is known, which is no problem of its own.
 */
export const usePaid = (
  outbox: Pick<Outbox, 'change'>,
  giving: Pick<Giving, 'gateways' | 'gatewayKeys'> | null,
  entry: Entry,
  expected = false,
): void => {
  const { id } = entry
  const asks = giving !== null && entry.state === 'recorded' && !isPaid(entry)
  useEffect(() => {
    if (!asks || !giving) return
    let open = true
    const look = () => {
      if (document.visibilityState === 'hidden') return
      askPaid(giving, entry)
        .then((word) => (open && word ? outbox.change(id, { type: 'paid', word }) : null))
        .catch(() => undefined)
    }
    look()
    document.addEventListener('visibilitychange', look)
    const timer = expected ? setInterval(look, pause) : undefined
    return () => {
      open = false
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [id, expected, asks])
}
