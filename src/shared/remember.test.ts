import { expect, it, vi } from 'vitest'
import { remember } from './remember.ts'

it('makes a value once an object', async () => {
  const make = vi.fn(async ({ n }: { n: number }) => n * 2)
  const doubled = remember(make)
  const [one, other] = [{ n: 1 }, { n: 1 }]
  expect([await doubled(one), await doubled(one), await doubled(other)]).toEqual([2, 2, 2])
  expect(make.mock.calls).toEqual([[one], [other]])
})

it('tries again after a failure', async () => {
  const make = vi.fn(async (_key: object) => 'made').mockRejectedValueOnce(new Error('not now'))
  const value = remember(make)
  const key = {}
  await expect(value(key)).rejects.toThrow('not now')
  expect(await value(key)).toBe('made')
})
