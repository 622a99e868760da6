import { inHand } from '../../shared/in-hand.ts'
import { createStore, type ReadStore } from '../../shared/store.ts'
import { services, watchStatus } from '../services.ts'

/** What a reload would break off. */
export type Busy = 'broadcast' | 'sending' | 'import'

const now = (): Busy | null => {
  if (watchStatus.get()) return 'broadcast'
  if (inHand.get() > 0) return 'import'
  const sending = services
    .get()
    .outbox?.state.get()
    .entries.some(({ state }) => state === 'sending')
  return sending ? 'sending' : null
}

const store = createStore(now())

/** What this page is in the middle of; a broadcast that stalls is still being listened to. */
export const busy: ReadStore<Busy | null> = store

const look = () => store.set(now)
let outbox = services.get().outbox
outbox?.state.subscribe(look)
services.subscribe(() => {
  const opened = services.get().outbox
  if (opened !== outbox) opened?.state.subscribe(look)
  outbox = opened
  look()
})
watchStatus.subscribe(look)
inHand.subscribe(look)
