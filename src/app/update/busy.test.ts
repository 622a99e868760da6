import { afterEach, expect, it } from 'vitest'
import type { Entry, Outbox, OutboxState } from '../../give/outbox/outbox.ts'
import { withInHand } from '../../shared/in-hand.ts'
import { createStore } from '../../shared/store.ts'
import { services, watchStatus } from '../services.ts'
import { busy } from './busy.ts'

afterEach(() => {
  services.set({ packs: null, outbox: null, shell: false, problem: null })
  watchStatus.set(null)
})

it('is the broadcast for as long as somebody listens, stalls included', () => {
  watchStatus.set({ rung: 'stored', behind: 60, playing: false })
  expect(busy.get()).toBe('broadcast')
  watchStatus.set(null)
  expect(busy.get()).toBeNull()
})

it('is a donation that is on its way, not one that waits for a link', () => {
  const entries = (...states: Entry['state'][]): OutboxState => ({
    entries: states.map((state, i) => ({ id: String(i), state }) as Entry),
    problem: null,
    ready: true,
  })
  const state = createStore(entries('sealed', 'parked'))
  // Nothing of an outbox but its state is read.
  services.set((now) => ({ ...now, outbox: { state } as unknown as Outbox }))
  expect(busy.get()).toBeNull()
  state.set(entries('sealed', 'sending'))
  expect(busy.get()).toBe('sending')
  state.set(entries('sealed', 'recorded'))
  expect(busy.get()).toBeNull()
})

it('is what cannot be gone on with after a reload', async () => {
  let end = () => {}
  const work = withInHand(() => new Promise<void>((resolve) => (end = resolve)))
  expect(busy.get()).toBe('import')
  end()
  await work
  expect(busy.get()).toBeNull()
})
