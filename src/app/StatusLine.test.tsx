// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Outbox, OutboxState } from '../give/outbox/outbox.ts'
import { reportFailure, reportSuccess } from '../link/link-status.ts'
import type { Packs } from '../packs/packs.ts'
import { opening } from '../packs/packs-state.ts'
import { createStore } from '../shared/store.ts'
import { StatusLine } from './StatusLine.tsx'
import { services, watchStatus } from './services.ts'
import { change, closeServices, show, texts } from './testing.tsx'

beforeEach(closeServices)
afterEach(cleanup)

/** The status line reads nothing of it but its state. */
const withPacks = (state: Partial<typeof opening>) =>
  ({ state: createStore({ ...opening, ...state }) }) as unknown as Packs

const withOutbox = (...states: Entry['state'][]): Pick<Outbox, 'state'> => ({
  state: createStore<OutboxState>({
    entries: states.map((state, i) => ({ id: String(i), state }) as Entry),
    problem: null,
    ready: true,
  }),
})

describe.each(['en', 'ur'] as const)('the status line (%s)', (language) => {
  const t = { ...texts[language].status, ...texts[language].state }
  const line = () => screen.getByRole('status', { name: t.label })

  it('tells what requests found', async () => {
    show(<StatusLine />, language)
    await change(() => reportSuccess(10_000, 100))
    within(line()).getByText(t.up)
    await change(() => reportSuccess(10_000, 10_000))
    within(line()).getByText(t.slow)
    await change(reportFailure)
    within(line()).getByText(t.down)
  })

  it('tells the rung while a broadcast plays, and "live" only near the edge', async () => {
    show(<StatusLine />, language)
    for (const rung of ['video', 'voice', 'text', 'stored'] as const) {
      await change(() => watchStatus.set({ rung, behind: 90, playing: true }))
      within(line()).getByText(t.rung[rung])
    }
    await change(() => watchStatus.set({ rung: 'voice', behind: 8, playing: true }))
    within(line()).getByText(`${t.live} · ${t.rung.voice}`)
    await change(() => watchStatus.set({ rung: 'text', behind: 8, playing: true }))
    expect(line().textContent).not.toContain(t.live)
  })

  it('is ready only when the shell, the whole edition and the code that comes late are all kept', async () => {
    show(<StatusLine />, language)
    within(line()).getByText(t.notReady)
    const hold = (state: Partial<typeof opening>) =>
      change(() => services.set((now) => ({ ...now, packs: withPacks(state) })))
    await hold({ complete: true, codeKept: true })
    expect(line().dataset.ready).toBe('false')
    await change(() => services.set((now) => ({ ...now, shell: true })))
    await hold({ complete: true })
    expect(line().dataset.ready).toBe('false')
    await hold({ codeKept: true })
    expect(line().dataset.ready).toBe('false')
    await hold({ complete: true, codeKept: true })
    within(line()).getByText(t.ready)
    expect(line().dataset.ready).toBe('true')
  })

  it('tells how much has come', () => {
    const progress = { items: 1, itemsTotal: 2, bytes: 1_200_000, bytesTotal: 4_000_000, arriving: {} }
    services.set((now) => ({ ...now, shell: true, packs: withPacks({ phase: 'syncing', progress }) }))
    show(<StatusLine />, language)
    expect(line().textContent).toMatch(/1\.2.*4/)
    expect(line().dataset.ready).toBe('false')
  })

  it('counts donations that wait, not those recorded or parked, and leads to them', async () => {
    const outbox = withOutbox('sealed', 'sending', 'recorded', 'parked') as Outbox
    services.set((now) => ({ ...now, outbox }))
    show(<StatusLine />, language)
    expect(screen.getByRole('link', { name: t.waiting(2) }).getAttribute('href')).toBe('/give')
    await change(() => services.set((now) => ({ ...now, outbox: withOutbox('recorded') as Outbox })))
    expect(screen.queryByRole('link')).toBeNull()
  })
})
