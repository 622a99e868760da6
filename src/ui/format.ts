/** Numbers as people read them. All take a BCP 47 locale; none reads the clock. */

import { kept } from '../shared/kept.ts'

export { formatBytes } from './format-bytes.ts'

/** Seconds as `m:ss` or `h:mm:ss`. */
export const formatClock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const ss = String(s).padStart(2, '0')
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${ss}` : `${m}:${ss}`
}

const date = (options: Intl.DateTimeFormatOptions) => {
  const of = kept((locale) => new Intl.DateTimeFormat(locale, options))
  return (at: number, locale: string): string => of(locale).format(at)
}

/** Time of day. @param at ms since the epoch */
export const formatTime = date({ hour: 'numeric', minute: '2-digit' })

/** Day and time. @param at ms since the epoch */
export const formatDateTime = date({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

/** Day. @param at ms since the epoch */
export const formatDate = date({ day: 'numeric', month: 'long', year: 'numeric' })
