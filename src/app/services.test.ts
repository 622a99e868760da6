import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Outbox } from '../give/outbox/outbox.ts'
import type { StoredReader } from '../packs/edition-reader.ts'
import type { Packs } from '../packs/packs.ts'
import { opening, type PacksState } from '../packs/packs-state.ts'
import type { Giving } from '../shared/giving.ts'
import { ProblemError } from '../shared/problem.ts'
import { createStore } from '../shared/store.ts'
import { services } from './services.ts'
import { startServices } from './start-services.ts'
import { closeServices } from './testing.tsx'

beforeEach(closeServices)
afterEach(() => void vi.useRealTimers())

/** Nothing here and nothing on its way, unless a test says otherwise. */
const packsOf = (state = createStore<PacksState>({ ...opening, phase: 'empty' })) =>
  ({ state }) as unknown as Packs
const outboxOf = (configure = vi.fn(async () => {})) => ({ configure }) as unknown as Outbox
const worker = async (onReady: () => void) => onReady()

it('a service that fails says why; the others open all the same', async () => {
  const outbox = outboxOf()
  await startServices({
    packs: async () => {
      throw new ProblemError('storage-blocked')
    },
    outbox: async () => outbox,
    worker,
  })
  expect(services.get()).toEqual({ packs: null, outbox, shell: true, problem: 'storage-blocked' })
})

it('hands over what is open while the other still opens', async () => {
  const packs = packsOf()
  let open: (outbox: Outbox) => void = () => {}
  const outbox = new Promise<Outbox>((resolve) => {
    open = resolve
  })
  const started = startServices({ packs: async () => packs, outbox: () => outbox, worker })
  await vi.waitFor(() => expect(services.get().packs).toBe(packs))
  expect(services.get().outbox).toBeNull()
  open(outboxOf())
  await started
  expect(services.get().outbox).not.toBeNull()
})

it('asks again for code that a cut link did not bring, and takes the message back', async () => {
  vi.useFakeTimers()
  const packs = packsOf()
  let tries = 0
  const started = startServices({
    packs: async () => {
      if (++tries < 3) throw new TypeError('Failed to fetch dynamically imported module')
      return packs
    },
    outbox: async () => outboxOf(),
    worker,
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(services.get().problem).toBe('offline')
  await vi.advanceTimersByTimeAsync(120_000)
  await started
  expect(services.get()).toMatchObject({ packs, problem: null, shell: true })
})

it('tells the outbox of every giving file that is verified, once each', async () => {
  const configure = vi.fn(async () => {})
  const state = createStore<PacksState>(opening)
  const started = startServices({
    packs: async () => packsOf(state),
    outbox: async () => outboxOf(configure),
    worker,
  })
  await vi.waitFor(() => expect(services.get().outbox).not.toBeNull())
  expect(configure).not.toHaveBeenCalled()
  const giving = { organisation: 'lantern' } as unknown as Giving
  const read = () => state.set((now) => ({ ...now, reader: { giving } as unknown as StoredReader }))
  read()
  read()
  await started
  expect(configure.mock.calls).toEqual([[giving]])
})

it('lets the words of the first edition go before the worker, which waits for them or for their failing', async () => {
  for (const end of [{ reader: {} as StoredReader }, { phase: 'empty' }] as Partial<PacksState>[]) {
    const state = createStore<PacksState>({ ...opening, phase: 'syncing' })
    const begun = vi.fn(worker)
    closeServices()
    const started = startServices({
      packs: async () => packsOf(state),
      outbox: async () => outboxOf(),
      worker: begun,
    })
    await vi.waitFor(() => expect(services.get().outbox).not.toBeNull())
    expect(begun).not.toHaveBeenCalled()
    state.set((now) => ({ ...now, ...end }))
    await started
    expect(begun).toHaveBeenCalledOnce()
  }
})
