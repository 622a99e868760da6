/** Numbers as people read them. All take a BCP 47 locale; none reads the clock. */

const unit = (value: number, unitName: string, locale: string, digits = 0): string =>
  new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: unitName,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)

/** Bytes in kB or MB (SI, as phones count). */
export const formatBytes = (bytes: number, locale: string): string =>
  bytes < 1_000_000
    ? unit(Math.max(Math.min(1, bytes), Math.round(bytes / 1000)), 'kilobyte', locale)
    : unit(bytes / 1e6, 'megabyte', locale, 1)

/** Seconds as `m:ss` or `h:mm:ss`. */
export const formatClock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const ss = String(s).padStart(2, '0')
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${ss}` : `${m}:${ss}`
}

/** Time of day. @param at ms since the epoch */
export const formatTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at)

/** Day and time. @param at ms since the epoch */
export const formatDateTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at)

/** Day. @param at ms since the epoch */
export const formatDate = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
