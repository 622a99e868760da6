import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchLimit } from '../../shared/donation.ts'
import { entryOf } from '../testing/entry.ts'
import { firstBatch, isDue, nextWake, requestBytes, type Urgency } from './due.ts'
import type { Entry } from './entry.ts'

const entry = (more: Partial<Entry>): Entry => entryOf({ bytes: new Uint8Array(900), createdAt: 0, ...more })
const now = 1_000_000

describe('isDue', () => {
  it.each<[string, Partial<Entry>, Urgency, boolean]>([
    ['a new one', {}, 'timer', true],
    ['one whose wait is over', { nextTry: now }, 'timer', true],
    ['one that waits', { nextTry: now + 1, lastProblem: 'offline' }, 'timer', false],
    [
      'one that waited for the link, which is back',
      { nextTry: now + 1, lastProblem: 'offline' },
      'reconnect',
      true,
    ],
    [
      'one the gateway asked to wait',
      { nextTry: now + 1, lastProblem: 'too-many-requests' },
      'reconnect',
      false,
    ],
    ['one the person wants sent now', { nextTry: now + 1, lastProblem: 'server' }, 'now', true],
    ['one left behind by a killed browser', { state: 'sending', nextTry: now + 1 }, 'timer', true],
    ['a parked one', { state: 'parked' }, 'now', false],
    ['a recorded one', { state: 'recorded' }, 'now', false],
    ['one dated far ahead because the clock was set back', { nextTry: now + 1e10 }, 'timer', true],
  ])('%s', (_, more, urgency, due) => expect(isDue(entry(more), now, urgency)).toBe(due))
})

describe('nextWake', () => {
  it('is the earliest next try, now for what is due, never for what is done', () => {
    expect(nextWake([entry({ nextTry: now + 500 }), entry({ nextTry: now + 900 })], now)).toBe(now + 500)
    expect(nextWake([entry({ nextTry: now + 500 }), entry({})], now)).toBe(now)
    expect(nextWake([entry({ state: 'recorded' }), entry({ state: 'parked' })], now)).toBeNull()
  })
})

describe('firstBatch', () => {
  it('takes every entry in the end, oldest first, in requests that fit', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40_000 }), { maxLength: 250 }), (sizes) => {
        let left = sizes.map((size, i) =>
          entry({ id: String(i).padStart(4, '0'), createdAt: i % 7, bytes: new Uint8Array(size) }),
        )
        const sent: Entry[] = []
        while (left.length > 0) {
          const batch = firstBatch(left)
          expect(batch.length).toBeGreaterThan(0)
          expect(batch.length).toBeLessThanOrEqual(batchLimit)
          const bytes = batch.reduce((sum, one) => sum + one.bytes.length + 1, 0)
          if (batch.length > 1) expect(bytes).toBeLessThanOrEqual(requestBytes)
          sent.push(...batch)
          left = left.filter((one) => !batch.includes(one))
        }
        expect(sent.map(({ id }) => id).sort()).toEqual(sizes.map((_, i) => String(i).padStart(4, '0')))
        expect(sent.every((one, i) => i === 0 || sent[i - 1]!.createdAt <= one.createdAt)).toBe(true)
      }),
      { numRuns: 40 },
    ))
})
