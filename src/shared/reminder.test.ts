import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from './content.ts'
import {
  asTold,
  dueReminders,
  eveningId,
  followEdition,
  leadMs,
  nextDue,
  occasionsOf,
  type Reminder,
  type Say,
} from './reminder.ts'

const hour = 3_600_000
const at = Date.parse('2027-01-09T16:30:00Z')
const reminder = (more: Partial<Reminder> = {}): Reminder => ({
  id: 'address',
  starts: at,
  title: 'The address',
  body: '',
  language: 'en',
  ...more,
})
const say: Say = ({ title }) => ({ title, body: '', language: 'en' })
const occasion = (starts = at, title = 'The address') => ({
  id: 'address',
  starts,
  ends: starts + hour,
  title,
})

describe('what is due', () => {
  it('is told from a quarter of an hour before, until half an hour after, and once', () => {
    const due = (now: number, more = {}) => dueReminders([reminder(more)], now).length
    expect(due(at - leadMs - 1)).toBe(0)
    expect(due(at - leadMs)).toBe(1)
    expect(due(at + hour / 2 - 1)).toBe(1)
    expect(due(at + hour / 2)).toBe(0)
    expect(due(at, { told: at })).toBe(0)
    // Told for another time than it has now.
    expect(due(at, { told: at - hour })).toBe(1)
    expect(due(at, { gone: true })).toBe(0)
  })

  it('is told ahead by who is woken seldom', () => {
    expect(dueReminders([reminder()], at - 11 * hour, 12 * hour)).toHaveLength(1)
    expect(dueReminders([reminder()], at - 13 * hour, 12 * hour)).toHaveLength(0)
  })

  it('is told exactly once, whenever one looks, as long as somebody looks in time', () => {
    const times = fc.array(fc.integer({ min: -24 * 60, max: 24 * 60 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(times, (minutes) => {
        let kept: Reminder[] = [reminder()]
        let told = 0
        const looks = minutes.map((m) => at + m * 60_000).sort((a, b) => a - b)
        for (const now of looks) {
          const due = dueReminders(kept, now)
          told += due.length
          kept = asTold(kept, due)
          const next = nextDue(kept, now)
          expect(next === null || next > now).toBe(true)
        }
        const inTime = looks.some((now) => now >= at - leadMs && now < at + hour / 2)
        expect(told).toBe(inTime ? 1 : 0)
      }),
    )
  })
})

describe('a newer edition', () => {
  it('moves what it has moved, and remembers from where until that was seen', () => {
    const [moved] = followEdition([reminder({ told: at })], [occasion(at + hour)], say)
    expect(moved).toMatchObject({ starts: at + hour, movedFrom: at })
    expect(dueReminders([moved as Reminder], at + hour)).toHaveLength(1)
    const [again] = followEdition([moved as Reminder], [occasion(at + 2 * hour)], say)
    expect(again).toMatchObject({ starts: at + 2 * hour, movedFrom: at })
  })

  it('keeps what it no longer has, silent, and finds it again', () => {
    const [gone] = followEdition([reminder()], [], say)
    expect(gone?.gone).toBe(true)
    expect(nextDue([gone as Reminder], at)).toBeNull()
    const [back] = followEdition([gone as Reminder], [occasion()], say)
    expect(back?.gone).toBeUndefined()
  })

  it('changes nothing where nothing changed', () => {
    const kept = [reminder()]
    expect(followEdition(kept, [occasion()], say)).toBe(kept)
  })
})

it('reminds of the evening as a whole, and of each entry', () => {
  const content = {
    event: {
      title: { en: 'Evening', ur: 'شام' },
      starts: '2027-01-09T19:00:00+05:00',
      ends: '2027-01-09T23:00:00+05:00',
    },
    programme: [
      {
        id: 'address',
        starts: '2027-01-09T21:30:00+05:00',
        seconds: 3600,
        title: { en: 'Address', ur: 'خطاب' },
      },
    ],
  } as Content
  expect(occasionsOf(content, 'ur')).toEqual([
    { id: eveningId, title: 'شام', starts: at - 2.5 * hour, ends: at + 1.5 * hour },
    { id: 'address', title: 'خطاب', starts: at, ends: at + hour },
  ])
})
