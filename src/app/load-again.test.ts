import { expect, it, vi } from 'vitest'
import { loadAgain } from './load-again.ts'

it('asks for code until the link brings it', async () => {
  vi.useFakeTimers()
  const load = vi.fn(async () => {
    if (load.mock.calls.length < 4) throw new TypeError('Failed to fetch dynamically imported module')
    return 'code'
  })
  const loaded = loadAgain(load)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(await loaded).toBe('code')
  expect(load).toHaveBeenCalledTimes(4)
  vi.useRealTimers()
})
