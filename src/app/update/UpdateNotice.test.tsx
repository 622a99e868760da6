// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withInHand } from '../../shared/in-hand.ts'
import { createStore } from '../../shared/store.ts'
import { watchStatus } from '../services.ts'
import { change, closeServices, show, texts } from '../testing.tsx'
import { update } from '../worker.ts'
import { UpdateNotice } from './UpdateNotice.tsx'

vi.mock('../worker.ts', () => ({ update: createStore<(() => void) | null>(null) }))

const apply = vi.fn()
const waiting = update as ReturnType<typeof createStore<(() => void) | null>>
beforeEach(() => {
  apply.mockReset()
  closeServices()
  waiting.set(null)
})
afterEach(cleanup)

it.each(['en', 'ur'] as const)(
  'offers a new version, which may wait, and takes it by one tap (%s)',
  async (language) => {
    // biome-ignore format: a title
    const t = texts[language].pages
    show(
      <>
        <UpdateNotice />
        <main id="main" tabIndex={-1} />
      </>,
      language,
    )
    expect(screen.queryByText(t.updateReady)).toBeNull()
    await change(() => waiting.set(() => apply))
    await userEvent.click(screen.getByRole('button', { name: t.updateLater }))
    expect(screen.queryByText(t.updateReady)).toBeNull()
    expect(apply).not.toHaveBeenCalled()
    // The focus is not left on nothing, from where the next key would begin at the top of the page.
    expect(document.activeElement).toBe(screen.getByRole('main'))
    await change(() => waiting.set(null))
    await change(() => waiting.set(() => apply))
    await userEvent.click(screen.getByRole('button', { name: t.updateNow }))
    expect(apply).toHaveBeenCalledOnce()
  },
)

it('says nothing while a broadcast plays', async () => {
  const t = texts.en.pages
  show(<UpdateNotice />)
  await change(() => watchStatus.set({ rung: 'voice', behind: 20, playing: true }))
  await change(() => waiting.set(() => apply))
  expect(screen.queryByText(t.updateReady)).toBeNull()
  await change(() => watchStatus.set(null))
  screen.getByText(t.updateReady)
})

it('says what a version that is agreed to waits for', async () => {
  const t = texts.ur.pages
  show(<UpdateNotice />, 'ur')
  await change(() => waiting.set(() => apply))
  let end = () => {}
  await change(() => void withInHand(() => new Promise<void>((resolve) => (end = resolve))))
  await userEvent.click(screen.getByRole('button', { name: t.updateNow }))
  screen.getByText(t.updateAfter.import)
  await change(() => watchStatus.set({ rung: 'text', behind: 20, playing: false }))
  screen.getByText(t.updateAfter.broadcast)
  await change(() => end())
})
