// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lookEvery, lookForUpdates } from './look-for-updates.ts'

const look = vi.fn()
let visibility: DocumentVisibilityState = 'visible'
beforeEach(() => {
  vi.useFakeTimers()
  look.mockReset()
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const see = (state: DocumentVisibilityState) => {
  visibility = state
  document.dispatchEvent(new Event('visibilitychange'))
}

// One page, as in the app: its listeners stay.
it('looks every hour, on reconnect, and when seen after more than an hour', () => {
  lookForUpdates(look)
  vi.advanceTimersByTime(lookEvery - 1)
  expect(look).toHaveBeenCalledTimes(0)
  vi.advanceTimersByTime(1)
  expect(look).toHaveBeenCalledTimes(1)

  dispatchEvent(new Event('online'))
  expect(look).toHaveBeenCalledTimes(2)

  see('hidden')
  see('visible')
  expect(look).toHaveBeenCalledTimes(2)
  // Timers of a frozen page stand still; its clock goes on.
  see('hidden')
  vi.setSystemTime(Date.now() + 2 * lookEvery)
  expect(look).toHaveBeenCalledTimes(2)
  see('visible')
  see('visible')
  expect(look).toHaveBeenCalledTimes(3)

  vi.setSystemTime(Date.now() + 2 * lookEvery)
  dispatchEvent(new Event('pageshow'))
  expect(look).toHaveBeenCalledTimes(4)
})
