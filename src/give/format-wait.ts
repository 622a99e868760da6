import { kept } from '../shared/kept.ts'

const format = kept((locale) => new Intl.RelativeTimeFormat(locale))

/** Units from the largest on, and how many ms one has; seconds go by the quarter of a minute, since words are not renewed oftener. */
const units = [
  ['hour', 3_600_000, 1],
  ['minute', 60_000, 1],
  ['second', 1000, 15],
] as const

/** A wait in words, rounded up: "in 5 minutes". @param ms above 0 */
export const formatWait = (ms: number, locale: string): string => {
  const [unit, length, step] = units.find(([, one]) => ms > one) ?? units[2]
  return format(locale).format(Math.ceil(ms / length / step) * step, unit)
}
