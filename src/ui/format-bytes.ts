import { kept } from '../shared/kept.ts'

const unit = kept(
  (locale, name) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: `${name}byte`,
      unitDisplay: 'short',
      maximumFractionDigits: name === 'kilo' ? 0 : 1,
    }),
)

/** Bytes in kB, MB or GB (SI, as phones count). */
export const formatBytes = (bytes: number, locale: string): string =>
  bytes < 999_500
    ? unit(locale, 'kilo').format(Math.max(Math.min(1, bytes), Math.round(bytes / 1000)))
    : bytes < 999.95e6
      ? unit(locale, 'mega').format(bytes / 1e6)
      : unit(locale, 'giga').format(bytes / 1e9)
