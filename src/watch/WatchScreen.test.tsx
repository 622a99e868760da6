// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { show, testReader } from '../library/test-reader.tsx'
import type { WatchStatus } from '../shared/status.ts'
import { createStore } from '../shared/store.ts'
import { en } from '../ui/testing.tsx'

/** How often the player's code was asked for, and whether the link brings it. */
const link = { asked: 0, up: false }
vi.mock('./screen/load-playing.ts', () => ({
  loadPlaying: async () => {
    link.asked++
    if (!link.up) throw new TypeError('Failed to fetch dynamically imported module')
    const player = {
      state: createStore(initialState),
      lines: createStore([]),
      setLanguage() {},
      destroy() {},
    }
    return { createPlayer: () => player, Playing: () => <p>playing</p> }
  },
}))
const { initialState } = await import('./player/state.ts')
const { WatchScreen } = await import('./WatchScreen.tsx')

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  link.asked = 0
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('without its code says that the broadcast is not reached, shows what is here, and asks until it comes', async () => {
  link.up = false
  const status = createStore<WatchStatus | null>(null)
  show(<WatchScreen reader={testReader()} status={status} sound={{ stop: null }} />)
  expect(screen.getByText(en.watch.connecting)).toBeTruthy()
  await act(async () => {})
  expect(screen.getByText(en.watch.unreachable)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Address' }).getAttribute('href')).toBe('/read/address')
  link.up = true
  await act(async () => void (await vi.advanceTimersByTimeAsync(16_000)))
  expect(link.asked).toBe(2)
  expect(screen.getByText('playing')).toBeTruthy()
  expect(screen.queryByText(en.watch.unreachable)).toBeNull()
})
