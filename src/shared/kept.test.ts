import { expect, it, vi } from 'vitest'
import { kept } from './kept.ts'

it('makes one thing a key, and the same things as before', () => {
  const make = vi.fn((...key: string[]) => ({ key }))
  const of = kept(make)
  expect(of('en', 'megabyte')).toEqual({ key: ['en', 'megabyte'] })
  expect(of('en', 'megabyte')).toBe(of('en', 'megabyte'))
  expect(of('ur', 'megabyte')).toEqual({ key: ['ur', 'megabyte'] })
  expect(make).toHaveBeenCalledTimes(2)
})
