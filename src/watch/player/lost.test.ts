import { expect, it } from 'vitest'
import { lostSeconds } from './lost.ts'
import { startPlace } from './place.ts'

const window = { start: 100_000, end: 400_000 }

it('tells what the window has moved past, in seconds', () => {
  expect(lostSeconds(88_000, window)).toBe(12)
  expect(lostSeconds(100_000, window)).toBe(0)
  expect(lostSeconds(99_800, window)).toBe(0)
  expect(lostSeconds(null, window)).toBe(0)
  expect(lostSeconds(88_000, null)).toBe(0)
})

it('goes on at the window’s start after a loss, and near live in another programme', () => {
  expect(startPlace(88_000, window, 20)).toBe(100_000)
  const later = { start: 10_000_000, end: 10_400_000 }
  expect(lostSeconds(88_000, later)).toBe(0)
  expect(startPlace(88_000, later, 20)).toBe(10_380_000)
})
