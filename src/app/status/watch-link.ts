import { linkStatus } from '../../link/link-status.ts'
import { type Probe, startProbe } from '../../link/probe.ts'
import { request } from '../../link/request.ts'
import { organisation } from '../../shared/organisation.ts'
import { createStore, type Store } from '../../shared/store.ts'
import { services } from '../services.ts'

/** What asks the link; `null` until it has begun. */
export const probe: Store<Probe | null> = createStore<Probe | null>(null)

/** Some hundred bytes that every mirror has. */
const question = () => {
  const more = services.get().packs?.state.get().reader?.content.mirrors ?? []
  return request([...new Set([...organisation.mirrors, ...more])], 'manifest.sig', {
    cache: 'no-store',
    limit: 16_384,
  })
}

/** Begins to ask links that have failed; a second call does nothing. */
export const watchLink = (): void => {
  if (probe.get()) return
  probe.set(
    startProbe({
      status: linkStatus,
      question,
      network: window,
      page: document,
      // Editions, outbox and player wait for this one; the browser sends it only when the phone's own interface changes.
      onBack: () => void dispatchEvent(new Event('online')),
    }),
  )
}
