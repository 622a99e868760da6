// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry, Outbox, OutboxState } from '../../give/outbox/outbox.ts'
import { reportFailure, reportSuccess } from '../../link/link-status.ts'
import type { Packs } from '../../packs/packs.ts'
import { opening } from '../../packs/packs-state.ts'
import { createStore } from '../../shared/store.ts'
import { StatusLine } from '../StatusLine.tsx'
import { services, watchStatus } from '../services.ts'
import { change, closeServices, show, texts } from '../testing.tsx'
import { statusWords } from './words.ts'

// jsdom knows the element and not its methods; focus, Escape and the backdrop are the browser's, and tests/e2e/status.test.ts has them.
beforeEach(() => {
  closeServices()
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false
    fireEvent(this, new Event('close'))
  }
})
afterEach(cleanup)

const at = Date.parse('2027-01-09T16:00:00Z')
const entry = (more: Partial<Entry>): Entry =>
  ({ id: 'a', state: 'sealed', createdAt: at, attempts: 0, ...more }) as Entry
const withOutbox = (entries: Entry[], sendNow = vi.fn(async () => {})) =>
  ({
    state: createStore<OutboxState>({ entries, problem: null, ready: true }),
    sendNow,
  }) as unknown as Outbox
const withPacks = (state: Partial<typeof opening>) =>
  ({ state: createStore({ ...opening, phase: 'ready', ...state }) }) as unknown as Packs

/** Opens the sheet as a person does. */
const open = async (language: 'en' | 'ur') => {
  show(<StatusLine />, language)
  await userEvent.click(screen.getByRole('button', { name: new RegExp(texts[language].status.notReady) }))
  return screen.findByRole('dialog', { name: statusWords[language].title }, { timeout: 30_000 })
}
const part = (sheet: HTMLElement, name: string) => within(sheet).getByRole('region', { name })

describe.each(['en', 'ur'] as const)('the sheet behind the status line (%s)', (language) => {
  const t = statusWords[language]

  it('tells what requests found, when the last answer came and how fast', async () => {
    await change(() => reportSuccess(20_000, 1000))
    const sheet = await open(language)
    const link = part(sheet, t.link)
    within(link).getByText(new RegExp(t.reach.up))
    expect(link.textContent).toContain('160')
    await change(reportFailure)
    within(link).getByText(new RegExp(t.reach.down))
    within(part(sheet, t.todo)).getByText(t.advice.down)
    expect(link.textContent).toContain('160')
  })

  it('tells the broadcast’s rung and why, and whose choice it was', async () => {
    const sheet = await open(language)
    const broadcast = part(sheet, t.broadcast)
    within(broadcast).getByText(new RegExp(t.notWatching))
    for (const rung of ['video', 'voice', 'text', 'stored'] as const) {
      await change(() => watchStatus.set({ rung, behind: 3, playing: true }))
      expect(broadcast.textContent).toContain(t.rung[rung])
    }
    await change(() => watchStatus.set({ rung: 'voice', behind: 90, playing: true, pinned: true }))
    expect(broadcast.textContent).toContain(t.rung.pinned)
    expect(broadcast.textContent).toContain('1:30')
  })

  it('tells how much is here, and whether the browser has promised to keep it', async () => {
    const files = [
      { path: 'a', bytes: 1_000_000, group: 'text' },
      { path: 'b', bytes: 3_000_000, group: 'audio' },
    ]
    const reader = {
      manifest: { files },
      content: { items: [], mirrors: [] },
      has: (path: string) => path === 'a',
    } as unknown as NonNullable<typeof opening.reader>
    services.set((now) => ({ ...now, packs: withPacks({ reader, persisted: true }) }))
    const sheet = await open(language)
    const kept = part(sheet, t.kept)
    expect(kept.textContent).toContain(t.part(1, 2, '1 MB', '4 MB'))
    expect(kept.textContent).toContain(texts[language].packs.persisted)
    await change(() => services.set((now) => ({ ...now, packs: withPacks({ reader, paused: true }) })))
    expect(kept.textContent).toContain(texts[language].packs.notPersisted)
    expect(kept.textContent).toContain(t.paused)
  })

  it('tells what waits, since when, what the last try met; and sends at a tap', async () => {
    const sendNow = vi.fn(async () => {})
    const waiting = [
      entry({ lastTry: at + 60_000, lastProblem: 'timeout', nextTry: at + 120_000 }),
      entry({ id: 'b', createdAt: at + 5000 }),
      entry({ id: 'c', state: 'recorded' }),
    ]
    services.set((now) => ({ ...now, outbox: withOutbox(waiting, sendNow) }))
    const sheet = await open(language)
    const send = part(sheet, t.send)
    expect(send.textContent).toContain(texts[language].problems.timeout)
    expect(send.textContent).toContain(t.waiting(2, 'x').split('x')[0])
    await userEvent.click(within(send).getByRole('button', { name: t.sendNow }))
    expect(sendNow).toHaveBeenCalledOnce()
    await change(() =>
      services.set((now) => ({ ...now, outbox: withOutbox([entry({ state: 'recorded' })]) })),
    )
    within(send).getByText(t.nothing)
  })

  it('is put away by its button', async () => {
    const sheet = await open(language)
    await userEvent.click(within(sheet).getByRole('button', { name: t.close }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
