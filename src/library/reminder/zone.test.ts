import { describe, expect, it } from 'vitest'
import { eventClock } from './zone.ts'

const event = {
  title: { en: 'Evening', ur: 'شام' },
  starts: '2027-01-09T19:00:00+05:00',
  ends: '2027-01-09T23:00:00+05:00',
  zone: 'Asia/Karachi',
}

describe('the event’s own clock', () => {
  it('is not told where the phone shows the same, whatever its zone is called', () => {
    expect(eventClock(event, 'en-PK', 'Asia/Karachi')).toBeNull()
    expect(eventClock(event, 'en-PK', 'Asia/Tashkent')).toBeNull()
    expect(eventClock({ ...event, zone: undefined }, 'en-PK', 'Asia/Karachi')).toBeNull()
  })

  it('is told with its zone’s name to those who watch from elsewhere, in both languages', () => {
    const london = eventClock(event, 'en-PK', 'Europe/London')
    expect(london?.zone).toBe('Pakistan Standard Time')
    expect(london?.time).toMatch(/Saturday.*7:00/)
    const urdu = eventClock(event, 'ur-PK-u-nu-latn', 'Australia/Sydney')
    expect(urdu?.zone).toMatch(/پاکستان/)
    expect(urdu?.time).toMatch(/7:00/)
  })

  it('goes by what stands in the beginning where no zone is named', () => {
    expect(eventClock({ ...event, zone: undefined }, 'en-PK', 'America/New_York')).toEqual({
      time: expect.stringMatching(/Saturday.*7:00/),
      zone: 'GMT+05:00',
    })
    const utc = { ...event, zone: undefined, starts: '2027-01-09T14:00:00Z' }
    expect(eventClock(utc, 'en-PK', 'Asia/Karachi')?.time).toMatch(/2:00/)
    expect(eventClock(utc, 'en-PK', 'Africa/Abidjan')).toBeNull()
  })

  it('says nothing by a zone this browser does not know', () => {
    expect(eventClock({ ...event, zone: 'Atlantis/Centre' }, 'en-PK', 'Asia/Karachi')).toBeNull()
  })
})
