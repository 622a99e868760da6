import type { Outbox, OutboxState } from '../give/outbox/outbox.ts'
import { createStore } from '../shared/store.ts'
import { useStore } from '../ui/use-store.ts'

const none = createStore<OutboxState | null>(null)

/** How many donations on this phone still have to be sent. */
export const useWaiting = (outbox: Pick<Outbox, 'state'> | null): number =>
  useStore<OutboxState | null>(outbox?.state ?? none)?.entries.filter(
    ({ state }) => state === 'sealed' || state === 'sending',
  ).length ?? 0
