// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { wireClaimed } from '../../link/right-of-way.ts'
import { useFirstClaim } from './use-first-claim.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('keeps the link until the player is here', () => {
  const { rerender } = renderHook(({ here }) => useFirstClaim(here), { initialProps: { here: false } })
  expect(wireClaimed.get()).toBe(true)
  rerender({ here: true })
  expect(wireClaimed.get()).toBe(false)
})

it('lets go of it where the screen is left, or the player does not come', async () => {
  const { unmount } = renderHook(() => useFirstClaim(false))
  await act(async () => void unmount())
  expect(wireClaimed.get()).toBe(false)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  renderHook(() => useFirstClaim(false))
  expect(wireClaimed.get()).toBe(true)
  vi.advanceTimersByTime(45_000)
  expect(wireClaimed.get()).toBe(false)
})
