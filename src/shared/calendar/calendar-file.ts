import type { Language } from '../language.ts'
import { contentLine, escapeText } from './content-line.ts'

/** One thing that happens, as a calendar keeps it. */
export interface CalendarEvent {
  /** The same for ever: a calendar that has it already takes this for a change (RFC 5545 section 3.8.4.7). */
  uid: string
  /** Goes up with every change. */
  sequence: number
  /** When it was last changed, ms since the epoch; so are the other times. */
  stamp: number
  starts: number
  ends: number
  summary: string
  description?: string
  /** Absolute address. */
  url?: string
}

/** How long before the start the calendar rings, minutes. */
export const alarmMinutes = 15

/** `20270109T140000Z` (RFC 5545 section 3.3.5, form 2: UTC, so that no time zone has to be described). */
const utc = (at: number): string => `${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`

/**
 * A calendar file (iCalendar, RFC 5545) with an alarm for each event. The same events make the same bytes.
 * @param language of the words
 */
export const calendarFile = (events: readonly CalendarEvent[], language: Language): string => {
  const text = (name: string, value: string) => `${name};LANGUAGE=${language}:${escapeText(value)}`
  const lines = events.flatMap(({ uid, sequence, stamp, starts, ends, summary, description, url }) => [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(stamp)}`,
    `DTSTART:${utc(starts)}`,
    `DTEND:${utc(ends)}`,
    text('SUMMARY', summary),
    ...(description ? [text('DESCRIPTION', description)] : []),
    ...(url ? [`URL:${url}`] : []),
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    text('DESCRIPTION', summary),
    `TRIGGER:-PT${alarmMinutes}M`,
    'END:VALARM',
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sada//Programme//EN', ...lines, 'END:VCALENDAR']
    .map(contentLine)
    .join('')
}
