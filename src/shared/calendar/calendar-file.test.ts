import fc from 'fast-check'
import ical from 'node-ical'
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, calendarFile } from './calendar-file.ts'
import { contentLine, escapeText } from './content-line.ts'

const evening: CalendarEvent = {
  uid: 'lantern-assembly-address@sada',
  sequence: 3,
  stamp: Date.parse('2026-11-20T00:00:00Z'),
  starts: Date.parse('2027-01-09T21:30:00+05:00'),
  ends: Date.parse('2027-01-09T22:15:00+05:00'),
  summary: 'The Chair’s address; live, at last',
  description: 'صدر کا خطاب\nسنیں، پڑھیں یا دیکھیں',
  url: 'https://sada.example/watch',
}

/** As a reader undoes it (RFC 5545 section 3.1). */
const unfold = (file: string) => file.replace(/\r\n[ \t]/g, '').split('\r\n')
/** Words as people write them, of both scripts, with what a calendar file has its own meaning for. */
const words = fc
  .array(fc.constantFrom('a', 'لفظ', 'ۂ', ' ', ',', ';', '\\', '\n', ':', '"', '👩‍🏫', 'é', 'n', '='), {
    minLength: 1,
    maxLength: 120,
  })
  .map((parts) => `x${parts.join('')}x`)
/** That reader takes an escaped backslash before an n for a new line; ours, below, is judged by the rule itself. */
const plainer = words.filter((text) => !/\\n/i.test(text))
const event: fc.Arbitrary<CalendarEvent> = fc.record({
  uid: fc.uuid(),
  sequence: fc.nat(1000),
  stamp: fc.nat(2_000_000_000).map((s) => s * 1000),
  starts: fc.nat(2_000_000_000).map((s) => s * 1000),
  ends: fc.nat(2_000_000_000).map((s) => s * 1000),
  summary: plainer,
  description: plainer,
  url: fc.constant('https://sada.example/watch'),
})

describe('a calendar file', () => {
  it('is these very bytes', () => {
    expect(calendarFile([{ ...evening, summary: 'Evening', description: 'On, on' }], 'en')).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Sada//Programme//EN',
        'BEGIN:VEVENT',
        'UID:lantern-assembly-address@sada',
        'SEQUENCE:3',
        'DTSTAMP:20261120T000000Z',
        'DTSTART:20270109T163000Z',
        'DTEND:20270109T171500Z',
        'SUMMARY;LANGUAGE=en:Evening',
        'DESCRIPTION;LANGUAGE=en:On\\, on',
        'URL:https://sada.example/watch',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'DESCRIPTION;LANGUAGE=en:Evening',
        'TRIGGER:-PT15M',
        'END:VALARM',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    )
  })

  it('is read by another project’s reader as what was meant', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { minLength: 1, maxLength: 4, selector: ({ uid }) => uid }),
        (events) => {
          const read = ical.sync.parseICS(calendarFile(events, 'ur'))
          for (const one of events) {
            const found = read[one.uid]
            if (found?.type !== 'VEVENT') throw new Error('not found')
            expect([found.start.getTime(), found.end?.getTime(), found.dtstamp?.getTime()]).toEqual([
              one.starts,
              one.ends,
              one.stamp,
            ])
            const text = (value: unknown) =>
              typeof value === 'string' ? value : (value as { val: string; params: object }).val
            expect(text(found.summary)).toBe(one.summary)
            expect(text(found.description)).toBe(one.description)
            expect(text(found.url)).toBe(one.url)
            expect(found.alarms).toHaveLength(1)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('has no line longer than 75 octets, breaks none within a character, and unfolds to what was written', () => {
    fc.assert(
      fc.property(words, (text) => {
        const line = `SUMMARY:${escapeText(text)}`
        const file = contentLine(line)
        for (const one of file.split('\r\n')) {
          expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75)
          expect(one).not.toMatch(/\ufffd/)
        }
        expect(Buffer.from(file).toString('utf8')).toBe(file)
        expect(unfold(file)).toEqual([line, ''])
        const meant = escapeText(text).replace(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? '\n' : sign))
        expect(meant).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('lets no text end its line and begin another property', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = unfold(
          calendarFile([{ ...evening, summary: text, description: `\r\nEND:VEVENT${text}` }], 'en'),
        )
        expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
        expect(lines).toHaveLength(20)
        for (const line of lines) expect(line).not.toMatch(/[\r\n]/)
      }),
    )
  })
})
