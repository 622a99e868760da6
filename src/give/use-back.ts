import { useEffect, useState } from 'preact/hooks'
import { backFromCard } from '../shared/back-from-card.ts'
import type { Giving } from '../shared/giving.ts'
import type { Entry } from './outbox/outbox.ts'

/**
 * The donation of whoever comes back from the page where a card is paid, until they `leave` it: the newest one by card. The address says only that
 * they were there, for an id in it would stay in the browser's history.
 */
export const useBack = (
  entries: readonly Entry[],
  giving: Giving | null,
): { back: string | null; leave: () => void } => {
  const [came, setCame] = useState(() => location.hash === backFromCard)
  useEffect(() => {
    // Once: a reload, or a bookmark, comes back from nowhere.
    if (came) history.replaceState(history.state, '', location.pathname)
  }, [came])
  const cards = new Set(giving?.methods.filter(({ type }) => type === 'card').map(({ id }) => id))
  const newest = entries.find(
    ({ carried, state, method }) => !carried && state === 'recorded' && cards.has(method),
  )
  return { back: (came && newest?.id) || null, leave: () => setCame(false) }
}
