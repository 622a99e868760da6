import { expect, it, vi } from 'vitest'
import { untilHere } from './until-here.ts'

const soon = { base: 1, cap: 2 }

it('asks again until the code has come', async () => {
  const load = vi.fn(async () => {
    if (load.mock.calls.length < 4) throw new TypeError('Failed to fetch dynamically imported module')
    return 'hls'
  })
  expect(await untilHere(load, new AbortController().signal, soon)).toBe('hls')
  expect(load).toHaveBeenCalledTimes(4)
})

it('stops when the player is closed', async () => {
  const closing = new AbortController()
  const load = vi.fn(async () => {
    if (load.mock.calls.length === 2) closing.abort()
    throw new TypeError('Failed to fetch dynamically imported module')
  })
  await expect(untilHere(load, closing.signal, soon)).rejects.toThrow(/abort/i)
  expect(load).toHaveBeenCalledTimes(2)
})
