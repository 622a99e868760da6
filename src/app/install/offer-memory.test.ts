// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { countVisit, recall, rememberNo } from './offer-memory.ts'

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())
const minute = 60_000
const start = 1_000 * minute

it('counts visits, not loads', () => {
  expect(countVisit(start)).toBe(1)
  expect(countVisit(start + 20 * minute)).toBe(1)
  expect(countVisit(start + 40 * minute)).toBe(1)
  expect(countVisit(start + 71 * minute)).toBe(2)
})

it('remembers every "not now" beside them', () => {
  countVisit(start)
  rememberNo(start + 1)
  rememberNo(start + 2)
  countVisit(start + 60 * minute)
  expect(recall()).toEqual({ visits: 2, seen: start + 60 * minute, dismissed: [start + 1, start + 2] })
})

it.each(['', '[]', 'null', '7', '{"visits":"many","dismissed":["x",null,4]}', '{'])(
  'is not upset by %s',
  (kept) => {
    // biome-ignore format: a table
    localStorage.setItem('sada-install', kept)
    expect(recall().visits).toBe(0)
    expect(countVisit(start)).toBe(1)
  },
)

it('knows nothing where storage is blocked', () => {
  const blocked = () => {
    throw new DOMException('blocked', 'SecurityError')
  }
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked)
  expect(countVisit(start)).toBe(1)
  rememberNo(start)
  expect(recall().dismissed).toEqual([])
})
