// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withInHand } from '../../shared/in-hand.ts'
import { createStore } from '../../shared/store.ts'
import { watchStatus } from '../services.ts'
import { change, closeServices, show } from '../testing.tsx'
import { update } from '../worker.ts'
import { UpdateNotice } from './UpdateNotice.tsx'
import { updateWords } from './words.ts'

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
    const t = updateWords[language]
    show(<UpdateNotice />, language)
    expect(screen.queryByText(t.ready)).toBeNull()
    await change(() => waiting.set(() => apply))
    await userEvent.click(screen.getByRole('button', { name: t.later }))
    expect(screen.queryByText(t.ready)).toBeNull()
    expect(apply).not.toHaveBeenCalled()
    await change(() => waiting.set(null))
    await change(() => waiting.set(() => apply))
    await userEvent.click(screen.getByRole('button', { name: t.now }))
    expect(apply).toHaveBeenCalledOnce()
  },
)

it('says nothing while a broadcast plays', async () => {
  const t = updateWords.en
  show(<UpdateNotice />)
  await change(() => watchStatus.set({ rung: 'voice', behind: 20, playing: true }))
  await change(() => waiting.set(() => apply))
  expect(screen.queryByText(t.ready)).toBeNull()
  await change(() => watchStatus.set(null))
  screen.getByText(t.ready)
})

it('says what a version that is agreed to waits for', async () => {
  const t = updateWords.ur
  show(<UpdateNotice />, 'ur')
  await change(() => waiting.set(() => apply))
  let end = () => {}
  await change(() => void withInHand(() => new Promise<void>((resolve) => (end = resolve))))
  await userEvent.click(screen.getByRole('button', { name: t.now }))
  screen.getByText(t.after.import)
  await change(() => watchStatus.set({ rung: 'text', behind: 20, playing: false }))
  screen.getByText(t.after.broadcast)
  await change(() => end())
})
