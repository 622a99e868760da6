import { expect, it } from 'vitest'
import { recallUse, rememberUse } from './kept-use.ts'

const storageWith = (kept: Record<string, string> = {}) => {
  const map = new Map(Object.entries(kept))
  return () => ({
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  })
}

it('keeps the limit for good and what was used for the evening', () => {
  const storage = storageWith()
  expect(recallUse(storage, 1000)).toEqual({ cap: null, used: 0 })
  rememberUse(storage, { cap: 50e6, used: 1234.5 }, 1000)
  expect(recallUse(storage, 3_600_000)).toEqual({ cap: 50e6, used: 1235 })
  expect(recallUse(storage, 13 * 3_600_000)).toEqual({ cap: 50e6, used: 0 })
})

it('does without storage, and with what another hand wrote into it', () => {
  const blocked = () => {
    throw new DOMException('blocked', 'SecurityError')
  }
  rememberUse(blocked, { cap: 1, used: 1 }, 0)
  expect(recallUse(blocked, 0)).toEqual({ cap: null, used: 0 })
  for (const text of ['no', '[]', 'null', '{"cap":"1","used":-3,"at":0}', '{"cap":0,"used":null,"at":0}'])
    expect(recallUse(storageWith({ 'sada-watch-data': text }), 0)).toEqual({ cap: null, used: 0 })
})
