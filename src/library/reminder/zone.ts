import type { Content } from '../../shared/content.ts'

/** How a zone is called at a moment: by its name, or `GMT+05:00`. @throws RangeError where the browser does not know the zone */
const called = (at: number, locale: string, timeZoneName: 'long' | 'longOffset', timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

export interface EventClock {
  /** Day and time there when the event begins. */
  time: string
  /** What that zone is called. */
  zone: string
}

/**
 * The event's own clock, for those whose phone shows another; `null` where both show the same, or this browser cannot tell. The zone is the
 * edition's, else the offset that stands in the event's beginning (ECMA-402 takes both).
 * @param viewer zone of the phone, its own unless said
 */
export const eventClock = (
  { starts, zone }: Content['event'],
  locale: string,
  viewer?: string,
): EventClock | null => {
  const at = Date.parse(starts)
  const there = zone ?? /[+-]\d\d:\d\d$/.exec(starts)?.[0] ?? 'UTC'
  try {
    if (called(at, 'en', 'longOffset', there) === called(at, 'en', 'longOffset', viewer)) return null
    const time = { timeZone: there, weekday: 'long', hour: 'numeric', minute: '2-digit' } as const
    return {
      time: new Intl.DateTimeFormat(locale, time).format(at),
      zone: called(at, locale, 'long', there),
    }
  } catch {
    return null
  }
}

/** What the phone's own zone is called. */
export const ownZone = (at: number, locale: string): string => called(at, locale, 'long')
