import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chapterAt, chaptersOf } from './chapters.ts'

const minute = 60_000
const nine = Date.parse('2027-01-09T21:00:00+05:00')
const entry = (id: string, minutes: number, length: number) => ({
  id,
  starts: new Date(nine + minutes * minute).toISOString(),
  seconds: length * 60,
  title: { en: id, ur: id },
})
const programme = [entry('welcome', 0, 15), entry('address', 20, 30), entry('thanks', 50, 10)]

it('lists what the window holds of the programme, each from where it can be heard', () => {
  const window = { start: nine + 10 * minute, end: nine + 45 * minute }
  expect(chaptersOf(programme, window).map(({ id, starts }) => [id, (starts - nine) / minute])).toEqual([
    ['welcome', 10],
    ['address', 20],
  ])
  expect(chaptersOf(programme, null)).toEqual([])
  expect(chaptersOf(programme, { start: nine - 1, end: nine })).toEqual([])
})

it('knows which one is on, and that between two there is none', () => {
  const all = chaptersOf(programme, { start: nine, end: nine + 120 * minute })
  const at = (minutes: number) => chapterAt(all, nine + minutes * minute)?.id ?? null
  expect([at(-1), at(0), at(14), at(17), at(20), at(59), at(60)]).toEqual([
    null,
    'welcome',
    'welcome',
    null,
    'address',
    'thanks',
    null,
  ])
  expect(chapterAt(all, null)).toBeNull()
})

it('a chapter’s beginning is always a place one can go to, whatever the window', () => {
  fc.assert(
    fc.property(fc.integer({ min: -60, max: 90 }), fc.integer({ min: 1, max: 120 }), (from, length) => {
      const window = { start: nine + from * minute, end: nine + (from + length) * minute }
      for (const { starts, ends } of chaptersOf(programme, window)) {
        expect(starts).toBeGreaterThanOrEqual(window.start)
        expect(starts).toBeLessThan(window.end)
        expect(ends).toBeGreaterThan(starts)
      }
    }),
  )
})
