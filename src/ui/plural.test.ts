import { describe, expect, it } from 'vitest'
import * as en from './languages/en.ts'
import * as ur from './languages/ur.ts'
import { plural } from './plural.ts'

describe('plural', () => {
  it('takes the form by the language’s own rules', () => {
    const forms = { one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' }
    const said = (tag: string) => [0, 1, 2, 3, 11, 100].map((n) => plural(tag, n, forms))
    expect(said('en')).toEqual(['other', 'one', 'other', 'other', 'other', 'other'])
    expect(said('ur')).toEqual(['other', 'one', 'other', 'other', 'other', 'other'])
    expect(said('ar')).toEqual(['other', 'one', 'two', 'few', 'many', 'other'])
    expect(plural('ar', 2, { other: 'other' })).toBe('other')
  })

  it.each([0, 2, 21, 1001])('every message that counts tells one from %s', (n) => {
    for (const { places, desk, exchange, sheet } of [en, ur])
      for (const count of [
        places.state.waiting,
        (of: number) => sheet.waiting(of, 'now'),
        places.give.fix,
        places.give.totals.donations,
        desk.find.count,
        desk.find.unsearched,
        exchange.room.eraseWaiting,
        (of: number) => exchange.open.holds(of, '1 kB'),
        (of: number) => exchange.open.freshSome(of, '1 kB'),
      ]) {
        expect(count(n).replace(/[\d,]+/, '1')).not.toBe(count(1))
        expect(count(n).replace(/,/g, '')).toContain(String(n))
      }
  })
})
